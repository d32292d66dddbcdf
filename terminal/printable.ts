/**
 * A text from outside, fit for one line of a terminal: what could move the cursor, hide or turn round
 * other letters, or end the line is spelt out, as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** Control and format characters, line and paragraph separators, and what is no character at all. */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
