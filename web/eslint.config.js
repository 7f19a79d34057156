import js from '@eslint/js'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import { readdirSync } from 'node:fs'
import tseslint from 'typescript-eslint'

const SRC = new URL('./src/', import.meta.url)
const foldersOf = (path) =>
  readdirSync(new URL(path, SRC), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

/** Who may import whom, from the ground up; scripts/import-circles.mjs finds circles inside of a folder. */
const LAYERS = {
  i18n: [],
  api: ['i18n'],
  ui: ['i18n', 'api'],
  session: ['i18n', 'api', 'ui'],
  lists: ['i18n', 'api', 'ui'],
  bpmn: ['i18n', 'api', 'ui'],
  dictionary: ['i18n', 'api', 'ui', 'session', 'lists'],
  decisions: ['i18n', 'api', 'ui', 'lists', 'dictionary'],
  tokens: ['i18n', 'api', 'ui', 'lists'],
  case: ['i18n', 'api', 'ui', 'session', 'lists', 'bpmn', 'dictionary', 'decisions'],
  forms: ['i18n', 'api', 'ui', 'session', 'bpmn'],
  features: ['i18n', 'api', 'ui', 'session', 'lists', 'bpmn', 'dictionary', 'decisions', 'tokens', 'case', 'forms'],
  app: ['i18n', 'api', 'ui', 'session'],
}
const unnamed = foldersOf('.').filter((folder) => !(folder in LAYERS))
if (unnamed.length > 0) throw new Error(`Expected every folder of src to have a layer, but found ${unnamed.join(', ')}.`)

const ROUTES = 'src/app/routes.tsx' // the one place that knows the screens
const features = foldersOf('features')

const bpmnIo = {
  group: ['bpmn-js', 'bpmn-js/*', 'bpmn-js-*', '@bpmn-io/*', 'diagram-js', 'diagram-js/*', 'preact', 'preact/*', 'zeebe-bpmn-moddle*'],
  message: 'Expected only src/bpmn to import the bpmn-io libraries.',
}
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

/** The patterns that keep a folder to the layers below it. */
function below(folder, ...more) {
  const known = [folder, ...LAYERS[folder], ...more]
  const others = Object.keys(LAYERS).filter((each) => !known.includes(each))
  const message = `Expected ${folder} to import only from ${known.join(', ')}.`
  return [{ regex: `^@/(?!(${known.join('|')})/)`, message }, ...(others.length > 0 ? [{ regex: `^(\\.\\./)+(${others.join('|')})/`, message }] : [])]
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  jsxA11y.flatConfigs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...restrict(bpmnIo),
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Expected named exports: one word per thing.' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'jsx-a11y/no-autofocus': 'off', // the sign-in page has one field to start in
    },
  },
  ...Object.keys(LAYERS).map((folder) => ({
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: restrict(...(folder === 'bpmn' ? [] : [bpmnIo]), ...below(folder)),
  })),
  { files: [ROUTES], rules: restrict(bpmnIo, ...below('app', 'features')) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**/*.{ts,tsx}`],
    rules: restrict(bpmnIo, ...below('features'), {
      regex: `^(@/features/(?!${feature}/)|\\.\\./\\.\\./|\\.\\./(${features.filter((other) => other !== feature).join('|')})/)`,
      message: 'Expected features not to import each other.',
    }),
  })),
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } }, // node:test waits for its tests
  { files: ['**/*[tT]exts.*.ts', 'src/bpmn/translations/**'], rules: { 'max-lines': 'off' } }, // lists of sentences
  { files: ['**/*.js', '**/*.mjs', 'vite.config.ts'], ...tseslint.configs.disableTypeChecked, languageOptions: { globals: { process: 'readonly', URL: 'readonly', console: 'readonly' } } },
)
