// Checks the linked data of pages given as arguments: schema-dts, which is made from schema.org's own vocabulary, must
// take each block for a news article.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Blocks that must be refused: what the vocabulary does not have, has for another type, or with another kind of value. */
const WRONG = [
  '{"@context":"https://schema.org","@type":"NewsArticle","head":"a"}',
  '{"@context":"https://schema.org","@type":"NewsArticle","author":[{"@type":"Persona","name":"a"}]}',
  '{"@context":"https://schema.org","@type":"NewsArticle","citation":[{"@type":"CreativeWork","position":true}]}',
  '{"@context":"https://schema.org","@type":"NewsArticle","recipeYield":"4"}',
  '{"@context":"https://schema.org","@type":"NewsArticle","image":[{"@type":"ImageObject","dateline":"Oslo"}]}',
];

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node linked.mjs PAGE.html…");
  process.exit(2);
}
const block = (file) => {
  const json = readFileSync(file, "utf8").match(/<script type="application\/ld\+json">(.*?)<\/script>/s)?.[1];
  return json ?? "undefined";
};
const blocks = [...files.map((file) => [file, block(file)]), ...WRONG.map((json) => ["wrong", json])];
const typed = (json, index) => `export const block${index}: WithContext<NewsArticle> = ${json};`;
const name = fileURLToPath(new URL("blocks.ts", import.meta.url));
const source = ['import type { NewsArticle, WithContext } from "schema-dts";', ...blocks.map(([, json], index) => typed(json, index))].join("\n");

const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.fileExists = (path) => path === name || fileExists(path);
host.readFile = (path) => (path === name ? source : readFile(path));
host.getSourceFile = (path, ...rest) => (path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest));

const refused = new Map();
for (const { file, start, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
  const line = file?.fileName === name ? file.getLineAndCharacterOfPosition(start).line : 0;
  refused.set(line, ts.flattenDiagnosticMessageText(messageText, " "));
}
const faults = refused.has(0) ? [refused.get(0)] : [];
blocks.forEach(([file, json], index) => {
  const reason = refused.get(index + 1);
  if (file === "wrong" && !reason) faults.push(`taken, but wrong: ${json}`);
  if (file !== "wrong" && reason) faults.push(`${file}: ${reason}`);
});
faults.forEach((fault) => console.error(fault));
console.log(`the linked data of ${files.length} pages, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
