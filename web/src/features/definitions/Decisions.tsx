import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { answer, api } from '@/api/client.ts'
import { is, type FileKind } from '@/api/codes.ts'
import type { DecisionSheet, DefinitionVersion } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { Boxes } from '@/decisions/Boxes.tsx'
import { DecisionTrace } from '@/decisions/DecisionTrace.tsx'
import { useVersionDecisions } from '@/decisions/queries.ts'
import { decisionTexts } from '@/decisions/texts.ts'
import { useWords, type Words } from '@/decisions/words.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Hints } from './Hints.tsx'
import { inputsOf, type Typed } from './inputs.ts'
import { definitionsTexts } from './texts.ts'
import { TryIt } from './TryIt.tsx'
import './decisions.css'

/** The decisions of a version: each drawn, with what looks wrong about it, and to be tried. */
export function Decisions({ version }: { version: DefinitionVersion }) {
  const t = useTexts(definitionsTexts)
  const words = useWords(version.procedure_id)
  const decisions = useVersionDecisions(version.procedure_id, version.number)
  if (!version.files.some(({ kind }) => is<FileKind>(kind, 'decision'))) return null
  return (
    <Panel title={t.decisions}>
      <Loaded query={decisions}>
        {({ sheets, hints }) => (
          <div className="sheets">
            <Hints hints={hints} />
            {sheets.map((sheet) => (
              <Sheet key={`${sheet.file} ${sheet.logic.id}`} sheet={sheet} sheets={sheets} version={version} words={words} />
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

interface SheetProperties {
  sheet: DecisionSheet
  /** All of the version: what the decision needs is among them. */
  sheets: readonly DecisionSheet[]
  version: DefinitionVersion
  words: Words
}

function Sheet({ sheet, sheets, version, words }: SheetProperties) {
  const t = useTexts(definitionsTexts)
  const told = useTexts(decisionTexts)
  const id = useId()
  const [trying, setTrying] = useState(false)
  const [typed, setTyped] = useState<Typed>({})
  const { logic } = sheet
  const tryIt = useMutation({
    mutationFn: (given: Typed) =>
      answer(
        api.POST('/api/v1/definitions/{procedure_id}/versions/{number}/decisions/{decision_id}/evaluate', {
          params: { path: { procedure_id: version.procedure_id, number: version.number, decision_id: logic.id } },
          body: { inputs: inputsOf(sheet.inputs, given) },
        }),
      ),
  })
  const example = (given: Typed) => {
    setTrying(true)
    setTyped(given)
    tryIt.mutate(given)
  }
  const clear = () => {
    setTyped({})
    tryIt.reset()
  }
  return (
    <section className="sheet" aria-labelledby={id} data-decision={logic.id}>
      <header className="row spread">
        <h3 id={id}>
          {logic.name} {logic.kind === 'decision' ? null : <Tag>{told.kinds[logic.kind] ?? logic.kind}</Tag>}
        </h3>
        {logic.kind === 'decision' ? (
          <Button size="small" aria-expanded={trying} onClick={() => setTrying(!trying)}>
            {t.tryIt}
          </Button>
        ) : null}
      </header>
      <About sheet={sheet} />
      <Hints hints={sheet.hints} inputs={sheet.inputs} onExample={example} />
      {trying ? (
        <TryIt
          sheet={sheet}
          words={words}
          typed={typed}
          tried={tryIt.data}
          error={tryIt.error}
          busy={tryIt.isPending}
          onType={setTyped}
          onTry={() => tryIt.mutate(typed)}
          onClear={clear}
        />
      ) : null}
      {trying && tryIt.data ? (
        <DecisionTrace trace={tryIt.data.trace} sheets={sheets} words={words} name={t.tried} />
      ) : (
        <Boxes name={logic.name} body={logic.body} words={words} hints={sheet.hints} />
      )}
    </section>
  )
}

/** What the decision is for, and what it needs. */
function About({ sheet: { file, logic, inputs } }: { sheet: DecisionSheet }) {
  const t = useTexts(definitionsTexts)
  const { and } = useTexts(languageTexts)
  const labelOf = (name: string) => inputs.find((input) => input.name === name)?.label || name
  return (
    <div className="sheet-about">
      {logic.question ? <p>{logic.question}</p> : null}
      {logic.description ? <p>{logic.description}</p> : null}
      <p className="quiet row">
        {logic.parameters.length > 0 ? <span>{t.parameters(logic.parameters.join(and))}</span> : null}
        {logic.requirements.length > 0 ? <span>{t.needs(logic.requirements.map(({ name }) => labelOf(name)))}</span> : null}
        <code>{file}</code>
      </p>
    </div>
  )
}
