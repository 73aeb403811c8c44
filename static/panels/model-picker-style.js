import { css } from "lit";

/** Style of the network's button and of the list that it opens. */
export const pickerStyle = css`
  :host {
    min-width: 0;
  }
  :host(:not([short])) {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
  }
  /* The list has the same way, for windows without room. */
  .way {
    display: none;
    flex: none;
    white-space: nowrap;
  }
  @media (min-width: 1101px) {
    .way {
      display: block;
    }
  }
  .current {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    max-width: 100%;
    padding-block: var(--picker-padding, var(--gap-1));
    font-weight: 600;
  }
  .current .title {
    min-width: 0;
    overflow: hidden;
    line-height: 1.15;
    text-align: left;
    text-overflow: ellipsis;
    white-space: var(--wrap, nowrap);
  }
  .current .mark {
    flex: none;
  }
  .arrow {
    flex: none;
    width: 0.4rem;
    height: 0.4rem;
    margin: 0 0.125rem 0.2rem;
    border: solid currentcolor;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  dialog {
    position: fixed;
    inset: var(--y, 0) auto auto var(--x, 0);
    width: min(59rem, 100vw - 2 * var(--gap-2));
    max-height: calc(100dvh - var(--y, 0px) - var(--gap-2));
    margin: 0;
    padding: 0 var(--gap-4) var(--gap-4);
    overflow: auto;
    overscroll-behavior: contain;
    color: var(--text);
    /* The header keeps its own texts on one line. */
    white-space: normal;
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: 0 1rem 3rem #000a;
  }
  /* Stays while the list is scrolled. */
  .top {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-2);
    margin-inline: calc(-1 * var(--gap-4));
    padding: var(--gap-2) var(--gap-2) var(--gap-2) var(--gap-4);
    color: var(--quiet);
    background: var(--panel);
  }
  .top strong {
    color: var(--text);
  }
  .close {
    flex: none;
    width: 2.25rem;
    min-height: 2.25rem;
    padding: 0;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--network-card, 15rem), 1fr));
    gap: var(--gap-2);
    margin-bottom: var(--gap-3);
  }
  .card {
    display: grid;
    grid-template: auto 1fr / 5.5rem minmax(0, 1fr);
    gap: 0 var(--gap-3);
    padding: var(--gap-2);
    text-align: left;
    background: none;
  }
  .card .accuracy {
    grid-row: span 2;
  }
  .card .name {
    font-weight: 600;
  }
  .card[aria-current="true"] {
    border: 2px solid var(--text);
    padding: calc(var(--gap-2) - 1px);
  }
  .own {
    position: relative;
    display: grid;
  }
  .own .card {
    display: block;
    padding-right: 3rem;
    overflow-wrap: anywhere;
  }
  .own .card span {
    display: block;
  }
  .own .close {
    position: absolute;
    top: var(--gap-1);
    right: var(--gap-1);
    background: none;
    border-color: transparent;
  }
  .bring {
    grid-template: auto 1fr / 2rem minmax(0, 1fr);
    border-style: dashed;
  }
  .bring .plus {
    grid-row: span 2;
    align-self: center;
    font-size: var(--large);
    text-align: center;
  }
  details {
    scroll-margin-top: 3.5rem;
  }
  summary {
    cursor: pointer;
  }
  network-axes {
    margin-top: var(--gap-3);
  }
  @media (max-width: 420px) {
    .current {
      gap: var(--gap-1);
    }
    /* Two lines rather than half a name; no more fit the header. */
    .current .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      white-space: normal;
      font-size: var(--small);
      text-wrap: balance;
    }
  }
  @media (max-width: 720px) {
    dialog {
      inset: auto 0 0;
      width: 100%;
      max-width: none;
      max-height: 85dvh;
      border-radius: var(--radius) var(--radius) 0 0;
    }
  }
`;
