import { msg } from "@lit/localize";

/** The chapters of the tour, in their order. */
export const CHAPTERS = {
  where: () => msg("Where the 3 is"),
  inside: () => msg("Look inside"),
  limits: () => msg("The fine print"),
};

/** @typedef {keyof typeof CHAPTERS} ChapterId */
