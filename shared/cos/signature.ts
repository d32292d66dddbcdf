import { createHash, createHmac } from 'node:crypto';

/**
 * The header `Authorization` of a request to COS, valid from a minute before `nowS` until ten minutes after it: the
 * clocks of two machines differ.
 *
 * @param request `path` and the values are not encoded. All headers and parameters are signed.
 * @param nowS Seconds since 1970.
 * @see https://www.tencentcloud.com/document/product/436/7778 (request signature)
 */
export function cosAuthorization(
  { method, path, params, headers }: SignedRequest,
  { secretId, secretKey }: { readonly secretId: string; readonly secretKey: string },
  nowS: number,
): string {
  const keyTime = `${nowS - SKEW_S};${nowS + VALID_S}`;
  const [signedParams, signedHeaders] = [linesOf(params), linesOf(headers)];
  const request = [method.toLowerCase(), path, signedParams.text, signedHeaders.text, ''];
  const digest = createHash('sha1').update(request.join('\n')).digest('hex');
  const signature = hmac(hmac(secretKey, keyTime), `sha1\n${keyTime}\n${digest}\n`);
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${secretId}`,
    `q-sign-time=${keyTime}`,
    `q-key-time=${keyTime}`,
    `q-header-list=${signedHeaders.names}`,
    `q-url-param-list=${signedParams.names}`,
    `q-signature=${signature}`,
  ].join('&');
}

export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

const SKEW_S = 60;
const VALID_S = 600;

/** Names in lower case and values, encoded and in order. */
function linesOf(pairs: Readonly<Record<string, string>>): { names: string; text: string } {
  const encoded = Object.entries(pairs)
    .map(([name, value]) => [encodeStrictly(name).toLowerCase(), encodeStrictly(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    names: encoded.map(([name]) => name).join(';'),
    text: encoded.map((pair) => pair.join('=')).join('&'),
  };
}

/** Percent-encodes all but letters, digits and `-_.~`, as COS does before it compares. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
