import { css } from "lit";
import { fieldLook } from "../ui/field-look.js";

/** Style of the visitor's own classes. */
export const ownClassesStyle = css`
  fieldset {
    display: grid;
    gap: var(--gap-2);
    min-width: 0;
    margin: 0 0 var(--gap-2);
    padding: var(--gap-2);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
  }
  button,
  select,
  input {
    font-size: var(--small);
  }
  select {
    max-width: 9rem;
  }
  .name {
    flex: 1;
    min-width: 6rem;
    ${fieldLook}
  }
  .picture {
    display: grid;
    place-items: center;
    width: 3rem;
    height: 3rem;
    padding: 2px;
    background: #000;
  }
  /* The cross over a picture that a press would remove. */
  .picture::after {
    content: "×" / "";
    grid-area: 1 / 1;
    place-self: start end;
    width: 1.1em;
    line-height: 1.1;
    border-radius: 50%;
    color: #fff;
    background: #000c;
  }
  img {
    grid-area: 1 / 1;
    max-width: 100%;
    max-height: 100%;
    width: 2.5rem;
    height: 2.5rem;
    object-fit: contain;
    image-rendering: pixelated;
  }
  .error {
    color: var(--bad);
  }
`;
