import { css } from "lit";

/** Style of the grid of slices. */
export const slicesStyle = css`
  h3 {
    margin: var(--gap-3) 0 var(--gap-1);
    font-size: var(--body);
  }
  h3 .quiet {
    font-weight: 400;
  }
  .tall {
    max-height: 20rem;
    overflow-y: auto;
  }
  .volume {
    position: relative;
    opacity: var(--fresh);
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .tile {
    position: absolute;
    display: block;
    min-height: 0;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: left;
    cursor: crosshair;
    touch-action: manipulation;
  }
  .tile .name {
    position: absolute;
    left: 0;
    right: 0;
    bottom: 0;
    height: 1.125rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--small);
    line-height: 1.125rem;
    color: var(--quiet);
  }
  .tile[aria-selected="true"] .name {
    font-weight: 600;
    color: var(--text);
  }
  .tile[aria-selected="true"]::before,
  .cell-frame {
    content: "";
    position: absolute;
    border: 2px solid var(--text);
    pointer-events: none;
  }
  .tile[aria-selected="true"]::before {
    inset: 0 0 1.125rem;
    border-color: #fff;
    outline: 2px solid var(--text);
  }
  .cell-frame {
    border-color: #fff;
    outline: 1px solid #000;
  }
  .scale {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--gap-2);
    margin-top: var(--gap-1);
  }
  .ramp {
    width: 4.5rem;
    height: 0.6rem;
    border: 1px solid var(--line);
  }
  .kernels {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(4.5rem, 1fr));
    gap: var(--gap-2);
    margin-top: var(--gap-1);
  }
  .kernels figure {
    margin: 0;
  }
  .kernels figcaption {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--small);
    color: var(--quiet);
  }
  .chosen {
    margin: var(--gap-2) 0;
    padding: var(--gap-2);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .chosen h4 {
    margin: 0;
    font-size: var(--body);
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--gap-2);
  }
  .line button {
    min-height: 1.5rem;
    padding: 0 var(--gap-2);
    font-size: var(--small);
  }
`;
