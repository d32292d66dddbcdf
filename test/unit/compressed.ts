/**
 * {@link LONG_PLAIN} as other programs compressed it: the packages lz4 4.4.5 and zstandard 0.25.0 of Python,
 * which are LZ4 and Zstandard of their authors. `lz4-stored` is its first 40 bytes, which LZ4 cannot make
 * shorter.
 */
export const COMPRESSED = {
  'lz4-linked': bytesOf([
    'BCJNGFxAmA8DAAAAAADIOgIAAP//IcZ+gWtL++L7VPa933wc4YcBvzHeVnIPR2dmh1mqiDxZ6lYTe9KFodg8',
    'VFUvN65lW9oCeZjM4xp2jl/ZmY8fPzbuQ3hNDfq+ptrkho7cKW1O/1bhcCD7j7FYBZDFCdxTzao7SJlS01Kd',
    'Bp/qtcIGE5hJsgEerDKIMZxSRpVxNo9X9jkdFvqIdPWYfBdcQbttcY4PcFnHARsvMz2RwB2lDQ2rM41+Xo8+',
    '5mh0pjqxw5MRqGTH28rgYOHzvwkAZ6LjJaAhMYfVYsWoT34uCWuUn7BtqZ5aC0ZwgLbPRwympSrYrPug67d5',
    'JHIjkkiAxaanhbfXjJDkq2NEUmbjnDMl+V6qunNgXUtxfr6pjFcZccPKXuUqM6yIUWahe3VnZJpp729WQqAd',
    'UcUC97uSRXh4eAMA////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////uFB4eHh4eC+cRJwKAQAADwEA////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '/////////////////////////////////////////////////+hQeHh4eHhW2cWtCgEAAA8BAP//////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '///////////////////////////////////////////////////////////////////////////////oUHh4',
    'eHh4VtnFrUEBAAAPAQD//////////////////2fw/x7GfoFrS/vi+1T2vd98HOGHAb8x3lZyD0dnZodZqog8',
    'WepWE3vShaHYPFRVLzeuZVvaAnmYzOMado5f2ZmPHz827kN4TQ36vqba5IaO3CltTv9W4XAg+4+xWAWQxQnc',
    'U82qO0iZUtNSnQaf6rXCBhOYSbIBHqwyiDGcUkaVcTaPV/Y5HRb6iHT1mHwXXEG7bXGOD3BZxwEbLzM9kcAd',
    'pQ0NqzONfl6PPuZodKY6scOTEahkx9vK4GDh878JAGei4yWgITGH1WLFqE9+LglrlJ+wbameWgtGcIC2z0cM',
    'pqUq2Kz7oOu3eSRyI5JIgMWmp4W314yQ5KtjRFJm45wzJfleqrpzYF1LcX6+qYxXGXHDyl7lKjOsiFFmoXt1',
    'Z2Saae9vVkKgHVHFAve7kkXBX3zoAAAAAA3qD+Q=',
  ]),
  'lz4-independent': bytesOf([
    'BCJNGGBAgjoCAAD//yHGfoFrS/vi+1T2vd98HOGHAb8x3lZyD0dnZodZqog8WepWE3vShaHYPFRVLzeuZVva',
    'AnmYzOMado5f2ZmPHz827kN4TQ36vqba5IaO3CltTv9W4XAg+4+xWAWQxQncU82qO0iZUtNSnQaf6rXCBhOY',
    'SbIBHqwyiDGcUkaVcTaPV/Y5HRb6iHT1mHwXXEG7bXGOD3BZxwEbLzM9kcAdpQ0NqzONfl6PPuZodKY6scOT',
    'Eahkx9vK4GDh878JAGei4yWgITGH1WLFqE9+LglrlJ+wbameWgtGcIC2z0cMpqUq2Kz7oOu3eSRyI5JIgMWm',
    'p4W314yQ5KtjRFJm45wzJfleqrpzYF1LcX6+qYxXGXHDyl7lKjOsiFFmoXt1Z2Saae9vVkKgHVHFAve7kkV4',
    'eHgDAP//////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '/////////7hQeHh4eHgLAQAAH3gBAP//////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '///////////////////////////////////nUHh4eHh4CwEAAB94AQD/////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////51B4eHh4eEIBAAAfeAEA////',
    '//////////////9m8P8exn6Ba0v74vtU9r3ffBzhhwG/Md5Wcg9HZ2aHWaqIPFnqVhN70oWh2DxUVS83rmVb',
    '2gJ5mMzjGnaOX9mZjx8/Nu5DeE0N+r6m2uSGjtwpbU7/VuFwIPuPsVgFkMUJ3FPNqjtImVLTUp0Gn+q1wgYT',
    'mEmyAR6sMogxnFJGlXE2j1f2OR0W+oh09Zh8F1xBu21xjg9wWccBGy8zPZHAHaUNDaszjX5ejz7maHSmOrHD',
    'kxGoZMfbyuBg4fO/CQBnouMloCExh9VixahPfi4Ja5SfsG2pnloLRnCAts9HDKalKtis+6Drt3kkciOSSIDF',
    'pqeFt9eMkOSrY0RSZuOcMyX5Xqq6c2BdS3F+vqmMVxlxw8pe5SozrIhRZqF7dWdkmmnvb1ZCoB1RxQL3u5JF',
    'AAAAAA==',
  ]),
  'lz4-stored': bytesOf([
    'BCJNGGhAKAAAAAAAAAB1KAAAgMZ+gWtL++L7VPa933wc4YcBvzHeVnIPR2dmh1mqiDxZ6lYTe9KFodgAAAAA',
  ]),
  zstd: bytesOf([
    'KLUv/aSYDwMAxAkA5BLGfoFrS/vi+1T2vd98HOGHAb8x3lZyD0dnZodZqog8WepWE3vShaHYPFRVLzeuZVva',
    'AnmYzOMado5f2ZmPHz827kN4TQ36vqba5IaO3CltTv9W4XAg+4+xWAWQxQncU82qO0iZUtNSnQaf6rXCBhOY',
    'SbIBHqwyiDGcUkaVcTaPV/Y5HRb6iHT1mHwXXEG7bXGOD3BZxwEbLzM9kcAdpQ0NqzONfl6PPuZodKY6scOT',
    'Eahkx9vK4GDh878JAGei4yWgITGH1WLFqE9+LglrlJ+wbameWgtGcIC2z0cMpqUq2Kz7oOu3eSRyI5JIgMWm',
    'p4W314yQ5KtjRFJm45wzJfleqrpzYF1LcX6+qYxXGXHDyl7lKjOsiFFmoXt1Z2Saae9vVkKgHVHFAve7kkV4',
    'eAEALs/+OZgCdQAACHgCAClvDqMKaA45uAIO7FNu',
  ]),
} as const;

function bytesOf(base64: readonly string[]): Buffer {
  return Buffer.from(base64.join(''), 'base64');
}

/** 300 bytes without a pattern, 200,000 equal ones, and the first 300 again. */
export const LONG_PLAIN = Buffer.concat([noise(300), Buffer.alloc(200_000, 'x'), noise(300)]);

/** The generator of the C standard's example. */
function noise(length: number): Buffer {
  let state = 1n;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245n + 12_345n) % 2n ** 31n;
      return Number((state >> 16n) & 255n);
    }),
  );
}
