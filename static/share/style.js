import { css } from "lit";

/** Common style of the share panel's sections. */
export const sectionStyle = css`
  h3 {
    margin: 0 0 var(--gap-1);
    font-size: var(--body);
    font-weight: 600;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
    margin-top: var(--gap-2);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
    color: var(--quiet);
    font-size: var(--small);
  }
  input[type="text"],
  textarea {
    width: 100%;
    padding: var(--gap-1) var(--gap-2);
    color: var(--text);
    background: var(--page);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font-size: var(--small);
  }
  input[type="text"] {
    flex: 1 1 14rem;
    min-height: 2rem;
    font-family: inherit;
  }
  textarea {
    display: block;
    margin-top: var(--gap-1);
    font-family: var(--mono);
    line-height: 1.4;
    resize: vertical;
  }
  summary {
    cursor: pointer;
  }
  summary h3 {
    display: inline;
  }
  .said {
    color: var(--quiet);
    font-size: var(--small);
  }
  .error {
    color: var(--bad);
    font-size: var(--small);
  }
`;
