import { css } from "lit";

/** How a field looks in which visitors write a number or a name: declarations of a rule. */
export const fieldLook = css`
  min-height: 2rem;
  padding: var(--gap-1) var(--gap-2);
  font-family: inherit;
  color: var(--text);
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: var(--radius);
`;
