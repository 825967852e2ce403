// `npm run bot-api-schema`: writes down which methods the Bot API has and what their parameters are, from the pinned typings of @gramio/types.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './prepare.mjs';

const FILE = join(ROOT, 'libs', 'telegram-emulator', 'src', 'schema', 'bot-api-schema.json');
const TYPINGS = join(ROOT, 'node_modules', '@gramio', 'types');

const [params, methods] = ['params', 'methods'].map((name) => {
  const file = join(TYPINGS, 'out', `${name}.d.ts`);
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
});
const version = /Based on Bot API v([\d.]+)/.exec(methods.text)?.[1];
const interfaces = new Map(interfacesOf(params));
const [[, all]] = interfacesOf(methods);
const entries = all.members.map((member) => [member.name.text, parametersOf(member.type)]);
const schema = {
  source: `@gramio/types ${JSON.parse(readFileSync(join(TYPINGS, 'package.json'), 'utf8')).version}`,
  version,
  methods: Object.fromEntries(entries),
};
writeFileSync(FILE, `${JSON.stringify(schema, null, 1)}\n`);
console.log(`${entries.length} methods of the Bot API ${version}`);

function interfacesOf(file) {
  return file.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]);
}

/** `CallAPI<Params.SendMessageParams, …>`: the parameters of that interface; none without one. */
function parametersOf(call) {
  const [first] = call.typeArguments;
  if (call.typeName.text === 'CallAPIWithoutParams') return {};
  const name = first.typeName.right.text;
  return Object.fromEntries(interfaces.get(name).members.map((member) => [member.name.text, parameterOf(member)]));
}

function parameterOf({ type, questionToken }) {
  const kinds = [...new Set(kindsOf(type))].sort();
  const values = valuesOf(type);
  return { ...(questionToken ? {} : { required: true }), kinds, ...(values.length > 0 && { values }) };
}

function kindsOf(type) {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(kindsOf);
  if (ts.isParenthesizedTypeNode(type)) return kindsOf(type.type);
  if (ts.isArrayTypeNode(type)) return ['array'];
  if (ts.isLiteralTypeNode(type)) return [ts.isStringLiteral(type.literal) ? 'string' : 'boolean'];
  if (ts.isTypeLiteralNode(type)) return []; // { toString() }, { toJSON() }: conveniences of that library
  const text = type.getText();
  if (text === 'Blob' || text.includes('InputFile')) return ['file'];
  if (['string', 'boolean', 'number'].includes(text)) return [text];
  return ['object'];
}

/** The words that a parameter takes, if it takes only certain ones. */
function valuesOf(type) {
  const parts = ts.isUnionTypeNode(type) ? type.types : [type];
  const literals = parts.filter((part) => ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal));
  const open = parts.some((part) => part.getText() === 'string');
  return open ? [] : literals.map((part) => part.literal.text);
}
