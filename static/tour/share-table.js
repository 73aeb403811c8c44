import { html } from "lit";

/**
 * A row of a table of shares.
 *
 * @typedef {object} Row
 * @property {unknown} name
 * @property {{ share: number, text: unknown }[]} cells  share: 0 to 1
 */

/**
 * A small table of shares, the larger the brighter.
 *
 * @param {unknown} caption
 * @param {unknown[]} columns  their names
 * @param {Row[]} rows
 */
export function shareTable(caption, columns, rows) {
  return html`
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, cells }) => html`
            <tr>
              <th scope="row">${name}</th>
              ${cells.map(
                ({ share, text }) => html`<td .style=${`--share: ${share}`}>${text}</td>`,
              )}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
