/** An element of a request's body. Attributes are ignored. */
export type XmlElement = {
  readonly name: string;
  /** Its text, without that of its children. */
  text: string;
  readonly children: XmlElement[];
};

/**
 * Parses the body of a request: elements, text and the five entities that XML itself has. There is no
 * document type, because its entities can make a short text endless.
 *
 * @returns The root; undefined if this is not such XML.
 */
export function parseXml(body: string): XmlElement | undefined {
  const top: XmlElement = { name: '', text: '', children: [] };
  const open = [top];
  let end = 0;
  // A declaration or comment, a tag, or text, one after the other.
  const parts = body.matchAll(
    /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)((?:\s[^<>]*)?\/?)>|([^<]+)/gy,
  );
  for (const part of parts) {
    if (!take(part, open)) return undefined;
    end += part[0].length;
  }
  const [root, ...others] = top.children;
  const isWhole = end === body.length && open.length === 1 && others.length === 0;
  return isWhole && top.text.trim() === '' ? root : undefined;
}

const DEPTH_MAX = 20;

/** Adds a part to the elements that are open; returns false when it does not fit. */
function take([, slash, name, rest = '', text]: RegExpMatchArray, open: XmlElement[]): boolean {
  if (name !== undefined) return nest(open, name, slash === '/', rest.endsWith('/'));
  const decoded = decodeEntities(text ?? '');
  const parent = open.at(-1);
  if (parent === undefined || decoded === undefined) return false;
  parent.text += decoded;
  return true;
}

/** Enters or leaves an element; returns false when it does not fit. */
function nest(open: XmlElement[], name: string, closes: boolean, isEmpty: boolean): boolean {
  if (closes) return open.length > 1 && open.pop()?.name === name;
  const element = { name, text: '', children: [] };
  open.at(-1)?.children.push(element);
  if (!isEmpty) open.push(element);
  return open.length <= DEPTH_MAX;
}

function decodeEntities(text: string): string | undefined {
  let isValid = true;
  const decoded = text.replace(/&([^;&]*);?/g, (entity, name: string) => {
    const character = entity.endsWith(';') ? characterOf(name) : undefined;
    isValid &&= character !== undefined;
    return character ?? '';
  });
  return isValid ? decoded : undefined;
}

function characterOf(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
  if (Number.isNaN(point)) return ENTITIES.get(name);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : undefined;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The first child with this name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** A document for an answer. */
export function xmlDocument(root: string): Buffer {
  return Buffer.from(`<?xml version='1.0' encoding='utf-8' ?>\n${root}\n`);
}

/** An element whose content is text. */
export function leaf(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** An element whose content is other elements. */
export function branch(name: string, ...children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

/** The element as it was parsed. */
export function writeXml({ name, text, children }: XmlElement): string {
  return children.length === 0 ? leaf(name, text) : branch(name, ...children.map(writeXml));
}

function escapeXml(text: string): string {
  return text.replace(
    // XML 1.0 has no way to write most control characters, so parsers may refuse a key with one.
    /[&<>"\p{Cc}]/gu,
    (character) => ESCAPES.get(character) ?? `&#x${character.codePointAt(0)?.toString(16)};`,
  );
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
