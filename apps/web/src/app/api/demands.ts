import { ProblemError } from './problem-error.js';
import type { RouteKey } from './route-types.js';

/** One act that asks for a fresh passkey assertion. */
export interface Act {
  readonly action: string;
  readonly target?: string | undefined;
}

/** What the page can do about a demand; false when the person called it off. */
export interface DemandPorts {
  readonly confirm: (act: Act) => Promise<boolean>;
  readonly signInAgain: () => Promise<boolean>;
  /** Says that the act needs a passkey, and where to add one. */
  readonly tellOfMissingPasskey: () => void;
  /** Leads to where a way to sign in is added: the session may do nothing else. */
  readonly enrol: () => void;
}

/**
 * What the server asks for before it lets a call through. Calls that ask for the same thing share one dialog, others
 * wait their turn: there is one person to ask.
 */
export class Demands {
  private ports: DemandPorts | null = null;
  private readonly open = new Map<string, Promise<boolean>>();
  private turn: Promise<unknown> = Promise.resolve();

  /** Until then nothing can be asked, and demands are errors like any other. */
  attach(ports: DemandPorts): void {
    this.ports = ports;
  }

  /**
   * True when the call should be made again. False when the problem is no demand.
   * @throws ProblemError that is `told` when the person called it off, or cannot meet it now
   */
  async meet(route: RouteKey, problem: ProblemError): Promise<boolean> {
    const { ports } = this;
    // What is called in the course of a demand must not wait for that demand.
    if (!ports || problem.status !== 403 || route.includes(' /api/auth/')) return false;
    switch (problem.code) {
      case 'step_up_required':
        return this.ask(() => ports.confirm(actOf(problem)), JSON.stringify(actOf(problem)));
      case 'sign_in_again':
        return this.ask(() => ports.signInAgain(), problem.code);
      case 'passkey_required':
        ports.tellOfMissingPasskey();
        throw ProblemError.told(problem.code);
      case 'enrolment_needed':
        ports.enrol();
        throw ProblemError.told(problem.code);
      default:
        return false;
    }
  }

  private async ask(question: () => Promise<boolean>, key: string): Promise<true> {
    const asked = this.open.get(key) ?? this.inTurn(question).finally(() => this.open.delete(key));
    this.open.set(key, asked);
    if (!(await asked)) throw ProblemError.told('called_off');
    return true;
  }

  private inTurn(question: () => Promise<boolean>): Promise<boolean> {
    const answer = this.turn.then(question);
    this.turn = answer.catch(() => undefined);
    return answer;
  }
}

function actOf({ details }: ProblemError): Act {
  const { action, target } = details;
  return { action: String(action), target: typeof target === 'string' ? target : undefined };
}
