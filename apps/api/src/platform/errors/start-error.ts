/** A reason not to start that the operator can mend; it is printed as it stands, without a stack. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}
