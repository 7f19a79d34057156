/** Fails when modules of src import each other in a circle, types included. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

const SRC = new URL('../src', import.meta.url).pathname

function importsOf(path) {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, path), 'utf8'), true, true)
  return importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith('@/')) return [fileName.slice(2)]
    return fileName.startsWith('.') ? [normalize(join(dirname(path), fileName))] : []
  })
}

const graph = new Map(globSync('**/*.{ts,tsx}', { cwd: SRC }).map((path) => [path, importsOf(path)]))
const done = new Set()
const circles = []

function visit(path, way) {
  const begin = way.indexOf(path)
  if (begin >= 0) circles.push([...way.slice(begin), path].join(' → '))
  if (begin >= 0 || done.has(path)) return
  for (const next of graph.get(path) ?? []) visit(next, [...way, path])
  done.add(path)
}

for (const path of graph.keys()) visit(path, [])
for (const circle of circles) console.error(circle)
if (circles.length > 0) process.exitCode = 1
else console.log(`No circle among ${graph.size} modules.`)
