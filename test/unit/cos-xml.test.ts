import { expect, test } from 'vitest';
import { childOf, leaf, parseXml, writeXml } from '../../emulator/cos/xml.ts';

test('elements, text, entities, comments and declarations are read', () => {
  const root = parseXml(
    '<?xml version="1.0"?>\n<!-- list --><List xmlns="urn:x"><A b="c">1 &lt;&#65;&#x1F600;&quot;</A><Empty/><A>2</A></List>\n',
  );
  expect(root?.name).toBe('List');
  expect(root?.children.map(({ name, text }) => [name, text])).toEqual([
    ['A', '1 <A😀"'],
    ['Empty', ''],
    ['A', '2'],
  ]);
  expect(childOf(root, 'A')?.text).toBe('1 <A😀"');
  expect(childOf(root, 'B')).toBeUndefined();
});

test('what was read is written as it was', () => {
  const text = '<List><A>1 &amp; &lt;2&gt; &quot;</A><B><C></C></B></List>';
  expect(writeXml(parseXml(text)!)).toBe(text);
  expect(leaf('Key', 'a\u0001\n')).toBe('<Key>a&#x1;&#xa;</Key>');
});

test.each([
  '',
  'text',
  '<A>',
  '</A>',
  '<A></B>',
  '<A></A></A>',
  '<A/><B/>',
  '<A/>text',
  '<A>&unknown;</A>',
  '<A>&amp</A>',
  '<A>&#x110000;</A>',
  '<A>&#;</A>',
  '<A',
  '<1/>',
  '<!DOCTYPE a [<!ENTITY b "c">]><A/>',
  '<A><![CDATA[b]]></A>',
  '<A>'.repeat(21) + '</A>'.repeat(21),
])('%s is not read', (text) => {
  expect(parseXml(text)).toBeUndefined();
});

test('a long text is read in a time that grows with its length alone', () => {
  expect(parseXml(`<A>${'&'.repeat(100_000)}</A>`)).toBeUndefined();
  expect(parseXml(`<A${' a'.repeat(100_000)}`)).toBeUndefined();
  expect(parseXml(`<A>${'<!--'.repeat(20_000)}</A>`)).toBeUndefined();
});
