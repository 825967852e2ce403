// `npm run bot-api-schema`: writes down which methods the Bot API has and what their parameters are, from the pinned typings of @gramio/types.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './prepare.mjs';

const FILE = join(ROOT, 'libs', 'telegram-emulator', 'src', 'schema', 'bot-api-schema.json');
const TYPINGS = join(ROOT, 'node_modules', '@gramio', 'types');

const [params, methods, objects] = ['params', 'methods', 'objects'].map((name) => {
  const file = join(TYPINGS, 'out', `${name}.d.ts`);
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
});
const version = /Based on Bot API v([\d.]+)/.exec(methods.text)?.[1];
const interfaces = new Map(interfacesOf(params));
const aliases = new Map(
  [params, objects].flatMap((file) => file.statements.filter(ts.isTypeAliasDeclaration)).map((one) => [one.name.text, one.type]),
);
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
  return alternativesOf(type).flatMap((one) => {
    if (ts.isTypeLiteralNode(one)) return []; // { toString() }, { toJSON() }: conveniences of that library
    if (ts.isArrayTypeNode(one)) return ['array'];
    if (ts.isLiteralTypeNode(one)) return [kindOfLiteral(one.literal)];
    const text = one.getText();
    if (text === 'Blob') return ['file'];
    return [['string', 'boolean', 'number'].includes(text) ? text : 'object'];
  });
}

function kindOfLiteral(literal) {
  if (ts.isStringLiteral(literal)) return 'string';
  return ts.isNumericLiteral(literal) ? 'number' : 'boolean';
}

/** The words or numbers that a parameter takes, as texts, if it takes only certain ones. */
function valuesOf(type) {
  const alternatives = alternativesOf(type);
  const literals = alternatives.filter(
    (one) => ts.isLiteralTypeNode(one) && (ts.isStringLiteral(one.literal) || ts.isNumericLiteral(one.literal)),
  );
  const open = alternatives.some((one) => ['string', 'number'].includes(one.getText()));
  return open ? [] : literals.map((one) => one.literal.text);
}

/** The members of a union, through parentheses and through names for other types. */
function alternativesOf(type) {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(alternativesOf);
  if (ts.isParenthesizedTypeNode(type)) return alternativesOf(type.type);
  const alias = ts.isTypeReferenceNode(type) && aliases.get((type.typeName.right ?? type.typeName).text);
  return alias ? alternativesOf(alias) : [type];
}
