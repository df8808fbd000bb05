import { type Html, html } from "./html";

/** A box that stands out, with a heading. The kind is its id, too. */
export const alert = (kind: "danger" | "notice", title: string, content: Html): Html =>
  html`<section class="alert ${kind}" id="${kind}" aria-labelledby="${kind}-title"><h2 id="${kind}-title">${title}</h2>${content}</section>\n`;
