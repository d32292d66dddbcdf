/**
 * An answer as one line of JSON. Control characters that JSON would let through are escaped too, since
 * stdout may be a terminal; whoever parses the line gets the same text.
 */
export function jsonLine(answer: object): string {
  const json = JSON.stringify(answer).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
