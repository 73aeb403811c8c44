import { css } from "lit";

/** Style of the handout: sizes of A4 and Letter alike, and colours that paper needs no background for. */
export const handoutStyle = css`
  :host {
    display: none;
  }
  @media print {
    :host {
      display: block;
      --answer: 20pt;
      --panel: #fff;
      --text: #000;
      --quiet: #444;
      --good: #0a6b4b;
      --bad: #a3200d;
      --unit: 1;
      color: #000;
      font-size: 10pt;
      line-height: 1.35;
    }
    .who {
      width: 70mm;
      margin: 0 0 2mm auto;
      border-bottom: 0.2mm solid #888;
    }
    .introduction {
      margin: -2mm 0 4mm;
    }
    .tasks {
      display: flex;
      gap: 6mm;
      align-items: end;
      margin-top: 2mm;
      break-inside: avoid;
    }
    .tasks ol {
      flex: 1;
      margin: 0;
      padding-left: 5mm;
      font-size: 9pt;
    }
    .rule {
      height: 6mm;
      border-bottom: 0.2mm solid #888;
    }
    /* Figures one above the other leave room for a line each. */
    .figures:not(.abreast):has(.volumes + .volumes) ~ .tasks .rule + .rule {
      display: none;
    }
    .rule:last-child {
      margin-bottom: 1mm;
    }
    table {
      flex: none;
      margin-bottom: 1.5mm;
      border-collapse: collapse;
      font-size: 8pt;
    }
    caption {
      padding-bottom: 1mm;
    }
    th {
      padding: 1mm;
      font-weight: normal;
      text-align: start;
    }
    tbody td {
      width: 18mm;
      height: 7mm;
      border: 0.2mm solid #000;
    }
    h1 {
      margin: 0 0 4mm;
      font-size: 18pt;
      line-height: 1.2;
    }
    h2 {
      margin: 0 0 1mm;
      font-size: 11pt;
      letter-spacing: 0;
      text-transform: none;
      color: #000;
    }
    figure {
      margin: 0;
      break-inside: avoid;
    }
    figcaption,
    .quiet,
    ul {
      font-size: 9pt;
    }
    .top {
      display: flex;
      gap: 6mm;
      margin-bottom: 4mm;
    }
    .scene {
      flex: none;
      width: 54mm;
    }
    .board {
      position: relative;
      border: 0.3mm solid #000;
    }
    .board canvas {
      display: block;
      width: 100%;
    }
    .board svg {
      position: absolute;
      inset: 0;
    }
    .grid {
      fill: none;
      stroke: #aaa;
      stroke-width: 0.15px;
    }
    .trained {
      fill: none;
      stroke: #000;
      stroke-width: 0.4px;
      stroke-dasharray: 0.6 1;
    }
    .trained.second {
      stroke-dasharray: 2 1.4;
    }
    .middle {
      fill: #fff;
      stroke: #000;
      stroke-width: 0.6px;
    }
    .board > svg > text {
      font-size: 4px;
      text-anchor: end;
    }
    .places {
      fill: #000;
    }
    .middles,
    .now {
      stroke: #000;
      stroke-width: 0.5px;
    }
    .where {
      font-size: 8pt;
      color: #000;
      text-shadow: none;
    }
    .legend .right {
      color: var(--good);
    }
    .legend .wrong {
      color: var(--bad);
    }
    .tile rect {
      opacity: 0.25;
    }
    .tiles {
      mix-blend-mode: multiply;
    }
    .networks {
      flex: 1;
      display: grid;
      align-content: space-between;
      gap: 3mm;
    }
    ul {
      margin: 0;
      padding-left: 4mm;
    }
    /* A long list needs less height in two columns, a short one as whole lines. */
    ul:has(:nth-child(4)) {
      columns: 2;
      column-gap: 8mm;
    }
    .volumes {
      margin-bottom: 2mm;
    }
    .volumes canvas {
      display: block;
      max-width: 100%;
      max-height: 70mm;
      margin-inline: auto;
    }
    /* Two figures and all the rest fit on one sheet of Letter, which is the shorter one. */
    .volumes ~ .volumes canvas,
    .volumes:has(~ .volumes) canvas {
      max-height: 32mm;
    }
    .abreast {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 4mm;
    }
    .abreast > .volumes.volumes canvas {
      width: 100%;
      max-height: 58mm;
      object-fit: contain;
    }
    .volumes flat-figure {
      height: 62mm;
      overflow: hidden;
      print-color-adjust: exact;
    }
    footer {
      display: flex;
      gap: 6mm;
      justify-content: space-between;
      margin-top: 2mm;
      padding-top: 2mm;
      border-top: 1px solid #888;
      break-inside: avoid;
    }
    .link {
      font-family: var(--mono);
      font-size: 8pt;
      overflow-wrap: anywhere;
    }
    .code {
      flex: none;
      width: 25mm;
      height: 25mm;
    }
  }
`;
