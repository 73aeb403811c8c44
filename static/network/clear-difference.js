/** Least difference between two shares of right answers that is called clear. */
export const CLEAR = 0.3;
