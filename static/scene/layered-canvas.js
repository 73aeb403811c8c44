import { css } from "lit";

/** Style of a canvas with drawings over it, which all fill their positioned parent. */
export const layeredStyle = css`
  canvas,
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
`;

/** The same for a canvas of a few pixels, which stay squares when enlarged. */
export const pixelCanvasStyle = css`
  ${layeredStyle}
  canvas {
    image-rendering: pixelated;
  }
`;
