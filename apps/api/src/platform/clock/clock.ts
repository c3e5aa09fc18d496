/** The one source of the present: what is timed asks here, so that tests can move it. */
export abstract class Clock {
  abstract now(): Date;
}
