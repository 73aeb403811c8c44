import { css } from "lit";

/** Style of what is painted and chosen for a training. */
export const trainingStyle = css`
  .presets {
    --button: 0.375rem;
    gap: var(--gap-1);
  }
  /* In one line, so that the canvas, these and the button that trains are on a phone's screen together. */
  @media (max-width: 720px) {
    .presets {
      --button: var(--gap-1);
      gap: 2px;
    }
  }
  [data-places] {
    margin-bottom: var(--gap-2);
  }
  .inner .controls {
    margin-bottom: 0;
  }
  .controls label,
  [data-choice] {
    min-width: 0;
    max-width: 100%;
  }
  [data-choice] select {
    min-width: 0;
    text-overflow: ellipsis;
  }
  .group {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
  }
  .side {
    display: grid;
    place-items: center;
    width: 2rem;
    padding: 0;
  }
  .nib {
    border-radius: 1px;
    background: currentColor;
  }
`;
