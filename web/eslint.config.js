import js from '@eslint/js'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import { readdirSync } from 'node:fs'
import tseslint from 'typescript-eslint'

const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const bpmnIo = {
  group: ['bpmn-js', 'bpmn-js/*', 'bpmn-js-*', '@bpmn-io/*', 'diagram-js', 'diagram-js/*', 'preact', 'preact/*', 'zeebe-bpmn-moddle*'],
  message: 'Expected only src/bpmn to import the bpmn-io libraries.',
}
const upwards = { group: ['@/features/*', '@/app/routes*', '@/app/shell/*'], message: 'Expected lower layers not to know the screens.' }
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

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
  { files: ['src/{api,ui}/**', 'src/{session,i18n}/**'], rules: restrict(bpmnIo, upwards) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: restrict(bpmnIo, {
      regex: `^(@/features/(?!${feature}/)|\\.\\./\\.\\./|\\.\\./(${features.filter((other) => other !== feature).join('|')})/)`,
      message: 'Expected features not to import each other.',
    }),
  })),
  { files: ['src/bpmn/**'], rules: restrict(upwards) },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } }, // node:test waits for its tests
  { files: ['**/*[tT]exts.*.ts', 'src/bpmn/translations/**'], rules: { 'max-lines': 'off' } }, // lists of sentences
  { files: ['**/*.js', '**/*.mjs', 'vite.config.ts'], ...tseslint.configs.disableTypeChecked, languageOptions: { globals: { process: 'readonly', URL: 'readonly', console: 'readonly' } } },
)
