/**
 * The text that is in base64, in the alphabet for URLs or the other one. Undefined when it is something else:
 * Node would pass over what does not belong there. Bytes that are not UTF-8 are U+FFFD.
 *
 * @see RFC 4648, sections 4 and 5
 */
export function decodedBase64(text: string): string | undefined {
  const characters = text.replace(/\s/g, ''); // Some encoders break lines.
  const [, digits] = BASE64.exec(characters) ?? [];
  // One digit more than whole bytes have says nothing.
  if (digits === undefined || digits.length % 4 === 1) return undefined;
  return Buffer.from(digits, 'base64').toString('utf8');
}

const BASE64 = /^([\w+/-]*)={0,2}$/;
