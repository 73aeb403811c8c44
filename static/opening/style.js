import { css } from "lit";
import { answerStyle } from "../ui/answer.js";

/**
 * Style of the first screen's words. The panel has no box of its own: its parts are items of the page's
 * grid, whose areas are in styles/opening.css.
 */
export const openingStyle = css`
  ${answerStyle}
  :host {
    display: contents;
    color: var(--stage-text);
  }
  .question {
    grid-area: question;
    margin: 0;
    font-size: var(--question);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.15;
    text-transform: none;
    text-wrap: balance;
    color: var(--stage-text);
  }
  .title {
    z-index: 1;
    align-self: start;
    justify-self: start;
    margin: 0;
    padding: var(--gap-2) 0 0 var(--gap-3);
    font-size: var(--strand);
    font-weight: 600;
    line-height: var(--tight, inherit);
    pointer-events: none;
  }
  @media (max-width: 480px) {
    .title {
      padding-left: 0;
    }
  }
  .title.model {
    grid-area: first;
  }
  .title.twin {
    grid-area: second;
  }
  .end {
    z-index: 1;
    align-self: center;
    min-width: 0;
    line-height: var(--tight, inherit);
    --panel: var(--stage);
    --answer: var(--glyph);
  }
  /* Names of several letters. */
  .end.long {
    --answer: max(1.25rem, calc(0.3 * var(--glyph)));
  }
  .end.model {
    grid-area: first-answer;
  }
  .end.twin {
    grid-area: second-answer;
  }
  .end .answer {
    line-height: 1;
  }
  .head {
    width: max-content;
    padding: 1px 6px;
    border: 1px solid currentColor;
    border-radius: 1rem;
    font-size: var(--note);
  }
  .end .sure {
    min-height: 0;
    margin-top: var(--gap-1);
    font-size: var(--note);
    color: var(--stage-quiet);
  }
  .head ~ .sure {
    display: var(--sure, block);
  }
  .end:not(.long):has(.head) {
    --answer: calc(var(--shrunk, 1) * var(--glyph));
  }
  .end .expected:empty {
    display: none;
  }
  .end .expected {
    font-size: var(--strand);
    font-weight: 600;
  }
  .lines {
    grid-area: second;
    z-index: 1;
    display: var(--lines, none);
    white-space: nowrap;
    align-self: end;
    justify-self: end;
    gap: var(--gap-1);
    align-items: center;
    font-size: var(--note);
    line-height: 1;
    color: var(--stage-quiet);
    pointer-events: none;
  }
  @media (max-width: 480px) {
    .lines {
      grid-area: first / first / first / first-answer;
    }
    /* The heads' names take its room. */
    .end:has(.head) ~ .lines {
      display: none;
    }
  }
  .lines .line {
    width: 1.75em;
    border-top: 2px solid #fff2db;
  }
  /* As path-lines.js draws them. */
  .lines .against {
    margin-left: var(--gap-2);
    border-top: 2px dotted #f25445;
  }
  .floor {
    display: var(--floor, block);
    grid-area: floor;
    min-width: 0;
    font-size: var(--note);
    color: var(--stage-quiet);
  }
  .floor .right {
    color: var(--good);
  }
  .floor .wrong {
    color: var(--bad);
  }
  .legend .right,
  .legend .wrong {
    font-weight: 700;
  }
  /* Room for what comes later, so that nothing moves. */
  .turn {
    display: var(--turn, flex);
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
    min-height: 2.25rem;
    color: var(--stage-text);
  }
  .turn p {
    flex: 1 0 auto;
    font-size: var(--strand);
    font-weight: 600;
  }
  .turn button {
    min-height: 2rem;
    padding-block: 0;
    font-size: var(--note);
    white-space: nowrap;
  }
  .turn .brief {
    display: none;
  }
  /* Below a smaller canvas, so that all stay in one row. */
  @media (max-width: 1100px), (max-height: 700px) {
    .turn {
      flex-wrap: nowrap;
    }
    .turn p {
      flex: 1;
      line-height: 1.15;
    }
    .turn button {
      padding-inline: var(--gap-2);
    }
    .turn .whole {
      display: none;
    }
    .turn .brief {
      display: inline;
    }
  }
  .legend {
    min-height: 1.5em;
    font-size: var(--key);
  }
  .foot {
    grid-area: foot;
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--gap-2) var(--gap-4);
    min-width: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-2);
  }
  .actions button {
    /* As wide with each of its texts. */
    min-width: 10.85rem;
    min-height: 2.5rem;
    padding-inline: var(--act, var(--gap-4));
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .actions .on {
    border-color: currentColor;
  }
  /* Pressed, and not done yet. */
  .actions .waits {
    border-color: var(--point);
    background: color-mix(in srgb, var(--point) 30%, var(--raised));
  }
  .actions .waits::after {
    content: " …";
  }
  /* Room for the longest sentence. */
  .sentence {
    flex: 1 0 100%;
    order: var(--sentence, 0);
    min-width: 0;
    min-height: calc(3em * var(--leading, 1.35));
    font-size: var(--say);
    line-height: var(--leading, 1.35);
    text-wrap: pretty;
  }
  .stills {
    display: flex;
    gap: var(--gap-3);
  }
  .stills figure {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-width: 0;
    margin: 0;
  }
  .stills still-canvas {
    flex: none;
    width: var(--still);
  }
  .stills figcaption {
    display: grid;
    gap: var(--gap-1);
    color: var(--stage-text);
  }
  @media (max-width: 480px) {
    .sentence {
      min-height: calc(4em * var(--leading, 1.35));
      font-size: var(--strand);
    }
    .actions {
      flex: 1 0 100%;
    }
    .actions button {
      flex: 1;
      min-width: 0;
      padding-inline: var(--gap-2);
    }
  }
  @media (max-width: 900px), (max-height: 600px) {
    /* Room for the head's name. */
    .end:not(.long):has(.head) {
      --answer: calc(0.75 * var(--glyph));
    }
    .stills .strand {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .stills ~ .legend {
      display: none;
    }
  }
  .stills .answer {
    --panel: var(--stage);
    --answer: var(--strand);
  }
`;
