/** Somebody wants to know who asks, of an answer that is for all. */
export class CallerAsked extends Error {}
