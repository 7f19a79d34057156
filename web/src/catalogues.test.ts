/** All texts that people read: complete in every language, and written as a native writes. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import ts from 'typescript'
import { FORM_WORDS } from './bpmn/translations/form.ts'
import { LOCALES } from './i18n/locale.ts'
import { chineseFaults, FORBIDDEN, isChinese } from './i18n/wording.ts'

const SRC = new URL('./', import.meta.url)
const LANGUAGES = LOCALES.map(({ id }) => id)
const sources = globSync('**/*.{ts,tsx}', { cwd: SRC }).filter((path) => !path.endsWith('.test.ts'))
const catalogues = sources.filter((path) => /[tT]exts\.en\.ts$/.test(path)).map((path) => path.replace(/\.en\.ts$/, ''))

const TOLD_ELSEWHERE = new Set(['i18n/locale.ts', 'i18n/wording.ts', 'ui/Page.tsx', 'app/shell/Brand.tsx']) // names of languages and of the product

/** The texts of a module, with `{}` where a value is put in. */
function literalsOf(path: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) found.push(node.text)
    if (ts.isTemplateExpression(node)) found.push([node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('{}'))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, readFileSync(new URL(path, SRC), 'utf8'), ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS))
  return found
}

async function catalogueOf(path: string, language: string): Promise<Record<string, unknown>> {
  const module = (await import(new URL(`${path}.${language}.ts`, SRC).href)) as Record<string, Record<string, unknown>>
  return module[language] ?? {}
}

/** What a catalogue holds, as paths of keys; functions with how many values they take. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}()`]
  if (Array.isArray(value)) return [`${path}[${value.length}]`]
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, each]) => shapeOf(each, `${path}/${key}`))
  return [path]
}

test('there are catalogues to look at', () => {
  assert.ok(catalogues.length > 20, String(catalogues.length))
})

for (const path of catalogues) {
  test(`${path}: every language has the same keys, and an entry for each`, async () => {
    const english = shapeOf(await catalogueOf(path, 'en')).toSorted()
    for (const language of LANGUAGES) assert.deepEqual(shapeOf(await catalogueOf(path, language)).toSorted(), english, language)
    for (const language of LANGUAGES) {
      const combined = readFileSync(new URL(`${path}.ts`, SRC), 'utf8')
      assert.match(combined, new RegExp(`\\b${language}\\b`), `${path}.ts leaves out ${language}`)
    }
  })
}

test('the form viewer’s words keep their places', () => {
  const places = (text: string) => [...text.matchAll(/{\w+}/g)].map(String).toSorted()
  for (const language of LANGUAGES) {
    for (const [english, told] of Object.entries(FORM_WORDS[language])) assert.deepEqual(places(told), places(english), told)
  }
})

test('Chinese is written as a native writes it', () => {
  const chinese = sources.filter((path) => path.endsWith('.zh.ts'))
  assert.deepEqual(chinese.flatMap((path) => literalsOf(path).flatMap(chineseFaults)), [])
})

test('no catalogue of another language has Chinese in it', () => {
  for (const path of catalogues) assert.deepEqual(literalsOf(`${path}.en.ts`).filter(isChinese), [], path)
})

test('no text stands outside of the catalogues', () => {
  for (const path of sources.filter((each) => !each.endsWith('.zh.ts') && !TOLD_ELSEWHERE.has(each))) {
    assert.deepEqual(literalsOf(path).filter(isChinese), [], path)
  }
})

test('English says entry for what stands in a chain of evidence', () => {
  const told = catalogues.flatMap((path) => literalsOf(`${path}.en.ts`))
  assert.deepEqual(told.filter((text) => /\brecords?\b/i.test(text)), [])
})

test('what a Chinese reader would mark is found', () => {
  for (const text of ['您好,请登录', '已认领:{}', '原因(必填)', '{}:失败', '好!', '已保存.', '标题 (可选)说明']) assert.notDeepEqual(chineseFaults(text), [], text)
  for (const text of ['您好，请登录', '{}：失败', '原因（JSON）', '10:30', 'mon 09:00-12:00', '第 {} 条', 'Zhidu: hello']) assert.deepEqual(chineseFaults(text), [], text)
  for (const word of Object.keys(FORBIDDEN)) assert.equal(chineseFaults(`${word}。`).length, 1, word)
})
