import { ACTIONS, type Action, SIGNS } from "../actions";
import type { Danger } from "../dangers/danger";
import { type Html, html } from "./html";

/** What a sign stands for: an action, or a protection that is switched off. */
type Sign = Action | Danger["kind"];

const OTHERS: Readonly<Partial<Record<Sign, string>>> = {
  unknown: "?",
  "replace-and-forget": "⊕",
  forget: "⊘",
  unprotect: "!",
  read: "◦",
  import: "←",
  move: "→",
};

/** A coloured sign; words say the same beside it, so that nobody needs the colour or the sign. */
export const signOf = (kind: Sign): Html =>
  html`<span class="sign" data-action="${kind}" aria-hidden="true">${signText(kind)}</span>`;

const signText = (kind: Sign): string => (kind === "unprotect" ? "!" : (SIGNS.get(kind) ?? OTHERS[kind] ?? "•"));

/** What happens, in words: `destroyed`. */
export const wordsFor = (kind: Sign): string => (kind === "unprotect" ? "unprotected" : ACTIONS[kind].participle);
