import type { ToolIcon } from '@bothy/contracts';
import { BookOpen, Bot, Gamepad2, Hammer, Package, Puzzle, Server, SquareTerminal } from '@lucide/vue';
import type { Component } from 'vue';

/** The marks that a tool may wear, and what they are called. */
export const iconsOfTools: Record<ToolIcon, { readonly icon: Component; readonly label: string }> = {
  package: { icon: Package, label: 'Package' },
  terminal: { icon: SquareTerminal, label: 'Terminal' },
  gamepad: { icon: Gamepad2, label: 'Game' },
  hammer: { icon: Hammer, label: 'Hammer' },
  server: { icon: Server, label: 'Server' },
  puzzle: { icon: Puzzle, label: 'Add-on' },
  book: { icon: BookOpen, label: 'Book' },
  bot: { icon: Bot, label: 'Bot' },
};
