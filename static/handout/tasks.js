import { msg } from "@lit/localize";
import { html, nothing } from "lit";

/**
 * What a class does with the handout: a place for the name, questions with lines to write on, and, for
 * two networks whose heads can be swapped, a table to fill in.
 *
 * @param {boolean} swap  whether their heads can be swapped
 */
export function tasks(swap) {
  const questions = [
    msg("Move the object. What moves with it inside the network, and what stays?"),
    msg("Where is an answer wrong? Mark the places on the canvas above."),
    swap
      ? msg("Swap the heads and measure all places; fill in the table. Which part went blind?")
      : msg("Why? Think of what the network learned, and where."),
  ];
  return html`<div class="tasks">
    <ol>
      ${questions.map(
        (question) =>
          html`<li>
            ${question}
            <div class="rule"></div>
            <div class="rule"></div>
          </li>`,
      )}
    </ol>
    ${swap ? blank() : nothing}
  </div>`;
}

/** The shares of places with right answers, by head and layers, to fill in. */
function blank() {
  return html`<table>
    <caption>
      ${msg("Right at … % of all places")}
    </caption>
    <thead>
      <tr>
        <td></td>
        <th scope="col">${msg("layers: everywhere")}</th>
        <th scope="col">${msg("layers: corner")}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">${msg("head: everywhere")}</th>
        <td></td>
        <td></td>
      </tr>
      <tr>
        <th scope="row">${msg("head: corner")}</th>
        <td></td>
        <td></td>
      </tr>
    </tbody>
  </table>`;
}
