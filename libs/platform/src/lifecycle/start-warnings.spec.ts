import { HttpConfig } from '../http/http.config';
import { startWarnings } from './start-warnings';

it.each<[string, Record<string, string>, number, RegExp[]]>([
  ['nothing to mend', { PUBLIC_URL: 'https://chappe.example.org' }, 1_000, []],
  ['root', { PUBLIC_URL: 'https://chappe.example.org' }, 0, [/as root/]],
  ['a real installation without an address', {}, 1_000, [/PUBLIC_URL/]],
  ['a machine of one’s own', { CHAPPE_EMBEDDED: 'on' }, 1_000, []],
])('says what an operator should mend: %s', (_, settings, userId, words) => {
  const warnings = startWarnings(new HttpConfig(settings), userId);
  expect(warnings).toHaveLength(words.length);
  words.forEach((pattern, i) => {
    expect(warnings[i]).toMatch(pattern);
  });
});
