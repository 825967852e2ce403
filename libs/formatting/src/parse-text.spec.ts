import fc from 'fast-check';

import { EntityParseError, type Entity } from './entity';
import { arrangeEntities } from './arrange-entities';
import { parserFor, readText } from './parse-text';

/** What a bot gets for the text: the plain text and its entities in short, or Telegram's error. */
function read(mode: 'html' | 'markdown' | 'markdownv2', source: string): string | [string, ...string[]] {
  try {
    const parse = parserFor(mode);
    if (!parse) throw new Error(`There is no parser for ${mode}`);
    const { text, entities } = parse(source);
    return [text, ...arrangeEntities(entities).map(short)];
  } catch (error) {
    if (error instanceof EntityParseError) return error.message;
    throw error;
  }
}

function short({ type, offset, length, ...rest }: Entity): string {
  return [`${type}@${String(offset)}+${String(length)}`, ...Object.values(rest).map((value) => JSON.stringify(value))].join(' ');
}

describe('HTML', () => {
  it.each<[string, string, ...string[]]>([
    ['<b>bold</b> <strong>bold</strong>', 'bold bold', 'bold@0+4', 'bold@5+4'],
    ['<i>a</i><em>b</em>', 'ab', 'italic@0+2'],
    [
      '<u>a</u> <ins>b</ins> <s>c</s> <strike>d</strike> <del>e</del>',
      'a b c d e',
      'underline@0+1',
      'underline@2+1',
      'strikethrough@4+1',
      'strikethrough@6+1',
      'strikethrough@8+1',
    ],
    ['<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>', 'a b', 'spoiler@0+1', 'spoiler@2+1'],
    ['<b>😀 <i>x</i></b>', '😀 x', 'bold@0+3', 'bold@3+1', 'italic@3+1'],
    [
      '<a href="https://jenkins.example.org/My Job/1">build</a>',
      'build',
      'text_link@0+5 "https://jenkins.example.org/My%20Job/1"',
    ],
    ['<tg-time unix="1647531900" format="t">22:45</tg-time>', '22:45', 'date_time@0+5 1647531900 "t"'],
    ['<tg-time unix="1647531900">22:45</tg-time>', '22:45', 'date_time@0+5 1647531900'],
    ['<tg-time unix="-5">before</tg-time>', 'before'],
    ['<code>a<code>b</code>c</code>', 'abc', 'code@0+3'],
    ['<blockquote>a<blockquote>b</blockquote></blockquote>', 'ab', 'blockquote@0+2'],
    ['<a href="https://example.org"><code>x</code></a>', 'x', 'code@0+1'],
    ['&constructor; &LT; &#X3c;', '&constructor; &LT; &#X3c;'],
    ['<a href="https://example.com/?a=1&amp;b=2">here</a>', 'here', 'text_link@0+4 "https://example.com/?a=1&b=2"'],
    ['<a href="http://localhost">no link</a>', 'no link'],
    ['<a href="tg://user?id=123">Ann</a>', 'Ann', 'text_mention@0+3 {"id":123}'],
    ['<a>example.com</a>', 'example.com', 'text_link@0+11 "http://example.com/"'],
    ['<code>x</code> <pre>y</pre>', 'x y', 'code@0+1', 'pre@2+1'],
    ['<pre><code class="language-python">x</code></pre>', 'x', 'pre@0+1 "python"'],
    ['<code class="language-python">x</code>', 'x', 'code@0+1'],
    ['<b>a <code>b</code> c</b>', 'a b c', 'bold@0+2', 'code@2+1', 'bold@3+2'],
    ['<blockquote>a</blockquote> <blockquote expandable>b</blockquote>', 'a b', 'blockquote@0+1', 'expandable_blockquote@2+1'],
    ['<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', '👍', 'custom_emoji@0+2 "5368324170671202286"'],
    ['&lt;b&gt; &amp; &quot; &#65; &#x42; &nbsp; &', '<b> & " A B &nbsp; &'],
    ['<B>a</b >', 'a', 'bold@0+1'],
    ['<b></b>', ''],
    ['<b>a</>', 'a', 'bold@0+1'],
  ])('reads %s', (source, ...expected) => {
    expect(read('html', source)).toEqual(expected);
  });

  // The rows with the stadium are from TDLib's own test/message_entities.cpp.
  it.each([
    ['<font>a</font>', 'Unsupported start tag "font" at byte offset 0'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<tg-emoji emoji-id="x">👍</tg-emoji>', 'Invalid custom emoji identifier specified'],
    ['<tg-time unix="1" format="x">a</tg-time>', 'Invalid date format used'],
    ['<stri\u212ae>a</strike>', 'Unsupported start tag "stri\u212ae" at byte offset 0'],
    ['<b x/>a</b>', 'Empty attribute name in the tag "b" at byte offset 0'],
    ['🏟 🏟&lt;<abacaba', 'Unclosed start tag at byte offset 13'],
    ['🏟 🏟&lt;<abac aba>', 'Unsupported start tag "abac" at byte offset 13'],
    ['🏟 🏟&lt;<i   =aba>', 'Empty attribute name in the tag "i" at byte offset 13'],
    ['🏟 🏟&lt;<i    aba>', 'Can\'t find end tag corresponding to start tag "i"'],
    ['🏟 🏟&lt;<i    aba  =  ', 'Unclosed start tag "i" at byte offset 13'],
    ['🏟 🏟&lt;<i    aba  =  190azAz-.,', 'Unexpected end of name token at byte offset 27'],
    ['🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', 'Unclosed start tag at byte offset 13'],
    ['🏟 🏟&lt;</', 'Unexpected end tag at byte offset 13'],
    ['🏟 🏟&lt;<b></b></', 'Unexpected end tag at byte offset 20'],
    ['🏟 🏟&lt;<i>a</i   ', 'Unclosed end tag at byte offset 17'],
    ['🏟 🏟&lt;<i>a</em   >', 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'],
    [
      '&#57311;',
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    ],
  ])('refuses %s', (source, error) => {
    expect(read('html', source)).toBe(error);
  });

  it('gives back any text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        expect(read('html', escaped)).toEqual([text]);
        expect(read('html', `<b>${escaped}</b>`)).toEqual(text === '' ? [''] : [text, `bold@0+${String(text.length)}`]);
      }),
    );
  });
});

describe('MarkdownV2', () => {
  it.each<[string, string, ...string[]]>([
    [
      '*bold* _italic_ __under__ ~strike~ ||spoiler||',
      'bold italic under strike spoiler',
      'bold@0+4',
      'italic@5+6',
      'underline@12+5',
      'strikethrough@18+6',
      'spoiler@25+7',
    ],
    ['*bold _both_*', 'bold both', 'bold@0+5', 'bold@5+4', 'italic@5+4'],
    ['![22:45](tg://time?unix=1647531900&format=wDT)', '22:45', 'date_time@0+5 1647531900 "wDT"'],
    ['>> quoted\n>>more', ' quoted\nmore', 'blockquote@0+12'],
    ['>\n>\nx', '\n\nx', 'blockquote@0+2'],
    ['[build](https://jenkins.example.org/My Job/1)', 'build', 'text_link@0+5 "https://jenkins.example.org/My%20Job/1"'],
    ['😀*x*', '😀x', 'bold@2+1'],
    ['[here](https://example.com/a\\)b)', 'here', 'text_link@0+4 "https://example.com/a)b"'],
    ['[Ann](tg://user?id=123)', 'Ann', 'text_mention@0+3 {"id":123}'],
    ['[example\\.com]', 'example.com', 'text_link@0+11 "http://example.com/"'],
    ['`a*b` ```\ncode``` ```js\nlet a;```', 'a*b code let a;', 'code@0+3', 'pre@4+4', 'pre@9+6 "js"'],
    ['![👍](tg://emoji?id=5368324170671202286)', '👍', 'custom_emoji@0+2 "5368324170671202286"'],
    ['a\\.b\\-c\\\\', 'a.b-c\\'],
    ['>quoted\n>more\nafter', 'quoted\nmore\nafter', 'blockquote@0+12'],
    ['>a\n>b||', 'a\nb', 'expandable_blockquote@0+3'],
    ['__*a*__', 'a', 'bold@0+1', 'underline@0+1'],
    ['**', ''],
  ])('reads %s', (source, ...expected) => {
    expect(read('markdownv2', source)).toEqual(expected);
  });

  it.each([
    ['a.b', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['a|b', "Character '|' is reserved and must be escaped with the preceding '\\'"],
    ['a > b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
    ['ready!', "Character '!' is reserved and must be escaped with the preceding '\\'"],
    ['*bold', "Can't find end of Bold entity at byte offset 0"],
    ['é _a', "Can't find end of Italic entity at byte offset 3"],
    ['__a', "Can't find end of Underline entity at byte offset 0"],
    ['```js\na', "Can't find end of PreCode entity at byte offset 0"],
    ['[a](http://example.com', "Can't find end of a URL at byte offset 4"],
    ['![a]', 'The entity must contain a tg://emoji or tg://time URL'],
    ['![a](https://example.org)', 'Invalid tg://emoji or tg://time URL specified'],
    ['>*a\nb*', "Can't find end of Bold entity at byte offset 1"],
  ])('refuses %s', (source, error) => {
    expect(read('markdownv2', source)).toBe(error);
  });

  it('gives back any text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
        expect(read('markdownv2', escaped)).toEqual([text]);
        expect(read('markdownv2', `~${escaped}~`)).toEqual(text === '' ? [''] : [text, `strikethrough@0+${String(text.length)}`]);
      }),
    );
  });
});

describe('the old Markdown', () => {
  it.each<[string, string, ...string[]]>([
    ['*bold* _italic_ `code` ```block```', 'bold italic code block', 'bold@0+4', 'italic@5+6', 'code@12+4', 'pre@17+5'],
    ['[here](http://example.com/)', 'here', 'text_link@0+4 "http://example.com/"'],
    ['```js\nlet a```', 'let a', 'pre@0+5 "js"'],
    ['a\\_b a.b!', 'a_b a.b!'],
    ['*a_b*', 'a_b', 'bold@0+3'],
  ])('reads %s', (source, ...expected) => {
    expect(read('markdown', source)).toEqual(expected);
  });

  it.each([
    ['_it', "Can't find end of the entity starting at byte offset 0"],
    ['é *a', "Can't find end of the entity starting at byte offset 3"],
    ['[a', "Can't find end of the entity starting at byte offset 0"],
  ])('refuses %s', (source, error) => {
    expect(read('markdown', source)).toBe(error);
  });
});

it.each(['html', 'markdown', 'markdownv2'] as const)('%s leaves a text without marks as it is', (mode) => {
  const unmarked = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[_*[\]()~`>#+\-=|{}.!\\<&]/g, ''));
  fc.assert(
    fc.property(unmarked, (text) => {
      expect(read(mode, text)).toEqual([text]);
    }),
  );
});

/** The longest texts that are accepted, in the shapes that would be slow if anything were looked at again and again. */
it.each<[string, string, string]>([
  ['a link with blanks', 'HTML', `<a href="http://a.b/${' '.repeat(79_000)}x">a</a>`],
  ['a link with colons', 'HTML', `<a href="http://${':'.repeat(79_000)}x">a</a>`],
  ['links in links', 'HTML', '<a>a.b'.repeat(7_900) + '</a>'.repeat(7_900)],
  ['links in links without an address', 'MarkdownV2', '[x'.repeat(26_600) + ']'.repeat(26_600)],
  ['attributes', 'HTML', `<b ${'x '.repeat(39_000)}>a</b>`],
  ['ampersands', 'HTML', '&'.repeat(80_000)],
  ['styles that touch', 'MarkdownV2', '*_a_*'.repeat(15_900)],
  ['code between styles', 'HTML', '<code>a</code><b>b<u>c</u></b>'.repeat(2_600)],
  ['quotations', 'MarkdownV2', '>a\n'.repeat(26_000)],
  ['carriage returns', 'Markdown', '\ra'.repeat(40_000)],
  ['blanks', 'Markdown', `a${' '.repeat(79_000)}b`],
])('reads 80,000 characters of %s in %s soon', (_, mode, text) => {
  const begun = performance.now();
  readText(text, mode);
  expect(performance.now() - begun).toBeLessThan(1_000); // most take less than 20 ms on an idle machine
});
