import type { HttpRequest } from './message.ts';
import {
  codingUnsupported,
  type HttpProblem,
  mediaTypeUnsupported,
  rejectionProblem,
} from './problems.ts';

/**
 * Why the body of a request is not to be read as JSON; undefined when it is. Every header that changes what
 * the bytes mean is understood or refused: read as they are, the bytes might be another request, or are told
 * to be damaged when they are not.
 */
export function contentProblem({ headers, bodyFlaw }: HttpRequest): HttpProblem | undefined {
  for (const [name, understood] of CODINGS) {
    const codings = (headers.get(name) ?? '').split(',').map((each) => each.trim().toLowerCase());
    if (codings.some((coding) => coding !== '' && !understood.includes(coding))) {
      return codingUnsupported();
    }
  }
  if (headers.has('content-range')) return unreadable(PARTIAL);
  if (!isJsonType(headers.get('content-type'))) return mediaTypeUnsupported();
  return bodyFlaw === undefined ? undefined : unreadable(bodyFlaw);
}

/**
 * The codings that leave a body as it is. The platform has undone the chunks of a transfer.
 *
 * @see RFC 9110, section 8.4 (Content-Encoding); RFC 9112, section 6.1 (Transfer-Encoding)
 * @see RFC 2045, section 6.1 (Content-Transfer-Encoding, which HTTP does not have but some clients send)
 */
const CODINGS: readonly (readonly [name: string, understood: readonly string[]])[] = [
  ['content-encoding', ['identity']],
  ['transfer-encoding', ['chunked', 'identity']],
  ['content-transfer-encoding', ['7bit', '8bit', 'binary']],
];

/** @see RFC 9110, section 14.5 (a request with a part of a representation) */
const PARTIAL =
  'The header Content-Range says that the body is only a part: send the whole request.';

function unreadable(detail: string): HttpProblem {
  const problems = [{ pointer: '#', detail }];
  return rejectionProblem({ code: 'RequestUnreadable', problems, identity: undefined });
}

/**
 * Whether a content type is JSON in UTF-8. Other parameters do not change what the bytes mean. Without a content
 * type, JSON is assumed.
 *
 * @see RFC 8259, section 8.1 (JSON is UTF-8); RFC 9110, section 8.3.1 (media types)
 */
export function isJsonType(contentType = 'application/json'): boolean {
  const type = contentType.trim();
  const [name] = JSON_TYPE.exec(type) ?? [];
  const charsets = name === undefined ? undefined : charsetsIn(type.slice(name.length));
  return charsets?.every((each) => UTF_8.includes(each)) ?? false;
}

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json[ \t]*(?:;|$)/i;

/** Undefined when the parameters are not written as they must be. No text in quotes may have a semicolon. */
function charsetsIn(parameters: string): readonly string[] | undefined {
  const charsets: string[] = [];
  for (const each of parameters.split(';')) {
    const [parameter, name = '', token, quoted = ''] = PARAMETER.exec(each.trim()) ?? [];
    if (parameter === undefined) return undefined;
    if (name.toLowerCase() === 'charset') charsets.push((token ?? quoted).toLowerCase());
  }
  return charsets;
}

/** Nothing, or a parameter with a token or with a text in quotes. */
const PARAMETER = /^(?:([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"([^"\\]*)"))?$/;

/** ASCII is a part of UTF-8. */
const UTF_8: readonly string[] = ['utf-8', 'utf8', 'us-ascii', 'ascii'];
