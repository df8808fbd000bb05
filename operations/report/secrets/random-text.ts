/** Shorter texts look like names too often; keys of this length and above are seldom anything else. */
const SHORTEST = 40;
/** Longer ones are documents. */
const LONGEST = 8_192;

/** An SPKI public key in base64 without its armour, RSA, EC or Ed25519. */
const PUBLIC_KEY = /^(?:MII[BC]I[jD]ANBgkqhkiG|MFkwEwYHKoZI|MHYwEAYHKoZI|MIGbMBAGByqGSM49|MCowBQYDK2V)/;

/**
 * Whether a whole text is drawn at random, as keys are: base64 or hexadecimal, of 40 characters or more.
 *
 * The measure is how often the kind of character (capital, small letter, digit) differs from the one before. Of random
 * base64 it does in about 64 of 100 places, of random hexadecimal in 47; of words run together, even with capitals and
 * numbers, in fewer than 30. A text of one kind alone is never random.
 */
export function looksRandom(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST || !/^[\w+/-]+={0,2}$/.test(text)) return false;
  if (PUBLIC_KEY.test(text)) return false;
  const letters = text.replace(/=+$/, "");
  // Words between dashes are a name, and so are those between slashes.
  if (letters.split(/[-_/+]/).every((part) => part.length < 12)) return false;
  const mixed = /[a-z]/.test(letters) && /[A-Z]/.test(letters);
  const digits = letters.replace(/\D/g, "").length / letters.length;
  return mixed
    ? digits > 0 && changesIn(letters) >= 0.4 && distinctIn(letters) >= 20
    : digits >= 0.15 &&
        digits <= 0.9 &&
        changesIn(letters) >= 0.25 &&
        distinctIn(letters) >= 10 &&
        !/[-_/+]/.test(letters);
}

/** The share of places at which the kind of character changes. */
function changesIn(text: string): number {
  let changes = 0;
  for (let index = 1; index < text.length; index++) {
    if (kindAt(text, index) !== kindAt(text, index - 1)) changes++;
  }
  return changes / (text.length - 1);
}

const distinctIn = (text: string): number => new Set(text).size;

function kindAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit < 0x3a ? 0 : unit < 0x5b ? 1 : 2;
}
