import { css } from "lit";

/** Style of the dialog of the visitor's own network. */
export const ownStyle = css`
  dialog {
    width: min(38rem, 100vw - 2 * var(--gap-2));
    max-height: calc(100dvh - 2 * var(--gap-2));
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    color: var(--text);
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .top {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-2);
    padding: var(--gap-2) var(--gap-2) var(--gap-2) var(--gap-4);
    background: var(--panel);
    border-bottom: 1px solid var(--line);
  }
  .top h2 {
    margin: 0;
  }
  .body {
    display: grid;
    gap: var(--gap-3);
    padding: var(--gap-4);
  }
  .drop {
    display: grid;
    gap: var(--gap-2);
    justify-items: center;
    padding: var(--gap-4);
    text-align: center;
    border: 2px dashed var(--line);
    border-radius: var(--radius);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
  }
  .main {
    background: var(--accent);
    color: var(--on-accent);
  }
  progress {
    width: 100%;
    height: 0.75rem;
    accent-color: var(--accent);
  }
  .error {
    padding-left: var(--gap-3);
    border-left: 4px solid var(--bad);
    overflow-wrap: anywhere;
  }
  .code {
    display: grid;
    gap: var(--gap-2);
    justify-items: start;
  }
  textarea {
    display: block;
    width: 100%;
    padding: var(--gap-2);
    color: var(--text);
    background: var(--page);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font-size: var(--small);
    line-height: 1.4;
    resize: vertical;
  }
  .code textarea {
    font-family: var(--mono);
    white-space: pre;
    overflow-x: auto;
  }
  summary {
    cursor: pointer;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .own li {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    padding-block: 2px;
  }
  .own .open {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
    text-align: left;
  }
  fieldset {
    display: grid;
    /* Long options of a list do not widen the column. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap-2);
    min-width: 0;
    margin: 0;
    padding: var(--gap-2) var(--gap-3) var(--gap-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  legend {
    padding-inline: var(--gap-1);
    font-weight: 600;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
    gap: var(--gap-2) var(--gap-3);
  }
  .fields label {
    display: grid;
    gap: 2px;
    color: var(--quiet);
    font-size: var(--small);
  }
  input[type="text"] {
    width: 100%;
    min-height: 2rem;
    padding: var(--gap-1) var(--gap-2);
    color: var(--text);
    background: var(--page);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    font: inherit;
  }
  :is(input, textarea, select)[aria-invalid="true"],
  .layers:has([aria-invalid="true"]) {
    border-color: var(--bad);
    box-shadow: 0 0 0 1px var(--bad);
  }
  fieldset select {
    max-width: 100%;
    text-overflow: ellipsis;
  }
  .line input[type="text"] {
    flex: 1 1 12rem;
    width: auto;
  }
  .own small {
    display: block;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  .layers {
    padding: 2px var(--gap-1);
    border: 1px solid transparent;
    border-radius: var(--radius);
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr));
    gap: 0 var(--gap-3);
    max-height: 16rem;
    overflow: auto;
  }
  .layers .check {
    padding-block: 2px;
    overflow-wrap: anywhere;
  }
  .file {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
