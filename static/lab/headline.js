import { css, html, nothing } from "lit";

/**
 * A tab's result: one large number, and the sentence that says what it is.
 *
 * @param {unknown} number  nothing while there is none
 * @param {unknown} sentence
 * @param {boolean} [fresh]  whether the number is of what is shown
 */
export function headline(number, sentence, fresh = true) {
  return html`
    <div class="headline ${fresh ? "" : "stale"}" role="status">
      ${number === nothing ? nothing : html`<strong class="big number" data-headline>${number}</strong>`}
      <p class="says">${sentence}</p>
    </div>
  `;
}

export const headlineStyle = css`
  .headline {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-1) var(--gap-3);
    margin-block: var(--gap-3);
  }
  .big {
    flex: none;
    font-size: 2.75rem;
    font-weight: 650;
    line-height: 1;
    letter-spacing: -0.02em;
  }
  .says {
    flex: 1 1 11rem;
    font-size: var(--body);
  }
`;
