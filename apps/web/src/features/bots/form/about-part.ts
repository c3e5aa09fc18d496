import type { Bot, BotInput } from '@bothy/contracts';

/** What a bot is called, and whether it may run; as it is typed. */
export interface AboutPart {
  name: string;
  slug: string;
  description: string;
  tags: string;
  enabled: boolean;
}

export const blankAbout = (): AboutPart => ({ name: '', slug: '', description: '', tags: '', enabled: true });

export const aboutOf = ({ name, slug, description, tags, enabled }: Bot): AboutPart => ({
  name,
  slug,
  description,
  tags: tags.join(', '),
  enabled,
});

export const aboutBody = (part: AboutPart): Pick<BotInput, keyof AboutPart> => ({ ...part, tags: listOf(part.tags) });

/** "a, b" → ["a", "b"] */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
