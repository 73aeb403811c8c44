import { msg } from "@lit/localize";
import { html } from "lit";
import { currentLanguage } from "./locale.js";

/** @import { AppError } from "../types/state.js" */

/**
 * The text of an error: in English, its message; in other languages, a translated sentence followed
 * by the message.
 *
 * @param {AppError} error
 * @returns {unknown}
 */
export function errorText({ code, message }) {
  // A browser's message about a failed connection means nothing to visitors.
  if (code === "unreachable" || code === "sending_again") return sentence(code);
  if (code === "localised" || currentLanguage() === "en") return message;
  return html`${sentence(code)} <span lang="en">${message}</span>`;
}

/** @param {string|null} code */
function sentence(code) {
  switch (code) {
    case "unreachable":
      return msg("The server cannot be reached.");
    case "invalid_input":
    case "out_of_range":
      return msg("The request is not valid.");
    case "malformed_json":
    case "malformed_form":
    case "malformed_range":
    case "malformed_request":
    case "head_too_large":
    case "not_implemented":
    case "unsupported_media_type":
      return msg("The server cannot read what was sent.");
    case "unknown_object":
      return msg("The server has no such object.");
    case "unknown_model":
      return msg("The server has no such network.");
    case "network_gone":
      return msg("The server has this network no more.");
    case "sending_again":
      return msg("The server has this network no more; it is being sent again…");
    case "network_too_large":
      return msg("The network is too large for this server.");
    case "no_own_networks":
      return msg("This server takes no networks from visitors.");
    case "no_trainings":
      return msg("This server trains no networks for visitors.");
    case "unknown_training":
      return msg("The server has no such training.");
    case "restarting":
      return msg("The server stops.");
    case "not_onnx":
      return msg("This is no ONNX file.");
    case "refused_file":
    case "malformed_onnx":
      return msg("This file cannot be read as a network.");
    case "unsupported_node":
      return msg("The network has a layer that Shiftscope does not know.");
    case "choose_reduce":
    case "choose_reduce_of_two":
      return msg("The network ends in a map.");
    case "unknown_layer":
      return msg("The network has no such layer.");
    case "unknown_output":
      return msg("The network has no such output.");
    case "unknown_experiment":
      return msg("The server has no such experiment.");
    case "not_exportable":
      return msg("The network has a layer that ONNX does not have.");
    case "not_measurable":
      return msg("This cannot be measured here.");
    case "sweep_too_large":
      return msg("The sweep has too many positions.");
    case "body_too_large":
      return msg("That is more than the server accepts.");
    case "broken_network":
      return msg("The network's files do not match each other.");
    case "bad_setting":
      return msg("A setting of the server is not valid.");
    case "unauthorised":
      return msg("The server requires its token.");
    case "foreign_origin":
      return msg("The server answers only its own page.");
    case "request_timeout":
      return msg("Sending took too long.");
    case "rate_limited":
      return msg("Too many requests; try again soon.");
    case "busy":
    case "not_ready":
      return msg("The server is busy; try again soon.");
    case "cluster_gone":
      return msg("The machines for long work do not answer; try again soon.");
    case "no_space":
      return msg("The server's disk is full.");
    case "not_found":
    case "method_not_allowed":
    case "upgrade_required":
      return msg("The server does not know this request.");
    case "internal":
      return msg("The server failed.");
    case "refused":
      return msg("The server refused the request.");
    default:
      return msg("Something went wrong:");
  }
}
