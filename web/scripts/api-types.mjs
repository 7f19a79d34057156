// Generates src/api/schema.d.ts from the API's description, or (with "check") says whether it is up to date.
import openapiTS, { astToString } from 'openapi-typescript'
import { readFile, writeFile } from 'node:fs/promises'

const source = new URL('../../docs/openapi.json', import.meta.url)
const target = new URL('../src/api/schema.d.ts', import.meta.url)

const types = `// Generated from docs/openapi.json by "npm run api". Not to be edited.\n\n${astToString(await openapiTS(source, { alphabetize: true }))}`

if (process.argv[2] === 'check') {
  const committed = await readFile(target, 'utf8').catch(() => '')
  if (committed !== types) {
    console.error('Expected src/api/schema.d.ts to be what docs/openapi.json generates, but it differs. Run "npm run api".')
    process.exit(1)
  }
} else {
  await writeFile(target, types)
}
