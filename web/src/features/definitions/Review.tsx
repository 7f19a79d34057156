import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { is, type VersionState } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import type { DefinitionVersion, FileChange, VersionChange, VersionChanges } from '@/api/types.ts'
import { useDictionary } from '@/dictionary/dictionary.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { Notice } from '@/ui/Notice.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Tag, type Tone } from '@/ui/Tag.tsx'
import { Decide } from './Decide.tsx'
import { definitionsTexts } from './texts.ts'
import './review.css'

/** What a version changes, and (while it is in review) what the reader may do about it. */
export function Review({ version }: { version: DefinitionVersion }) {
  const t = useTexts(definitionsTexts)
  const changes = useQuery({
    queryKey: keys.definitions.changes(version.procedure_id, version.number),
    queryFn: () =>
      answer(
        api.GET('/api/v1/definitions/{procedure_id}/versions/{number}/changes', {
          params: { path: { procedure_id: version.procedure_id, number: version.number } },
        }),
      ),
  })
  return (
    <Panel title={t.changes}>
      <Loaded query={changes}>
        {(found) => (
          <div className="stack">
            <Became version={version} />
            <Readers changes={found} />
            <InWords changes={found} />
            <Files files={found.files} />
            {is<VersionState>(version.state, 'in_review') ? <Decide changes={found} /> : null}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

/** Who put it forward with which words, and what was said to it. */
function Became({ version }: { version: DefinitionVersion }) {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  if (!version.submitted_by) return null
  const decided = is<VersionState>(version.state, 'in_review') ? '' : t.decided(t.states[version.state] ?? '', name(version.decided_by), version.remarks ?? '')
  return (
    <p className="quiet">
      {t.putForward(name(version.submitted_by), version.note ?? '')} {decided}
    </p>
  )
}

/** More readers of the cases that there are: to be seen before anything else. */
function Readers({ changes }: { changes: VersionChanges }) {
  const t = useTexts(definitionsTexts)
  const { and } = useTexts(languageTexts)
  const { candidate } = useDictionary()
  if (changes.readers_added.length === 0) return null
  const roles = changes.readers_added.map((role) => candidate(`role:${role}`)).join(and)
  return <Notice tone="warn" title={t.moreReaders(roles)} text={t.moreReadersText} />
}

const SIGNS: Record<VersionChange['how'], { sign: string; tone: Tone }> = {
  added: { sign: '+', tone: 'good' },
  removed: { sign: '−', tone: 'bad' },
  changed: { sign: '±', tone: 'warn' },
}

function InWords({ changes }: { changes: VersionChanges }) {
  const t = useTexts(definitionsTexts)
  const { locale } = useLanguage()
  if (changes.against === null) return <p>{t.firstVersion}</p>
  return (
    <>
      <p>{t.against(changes.against, changes.in_words.length)}</p>
      <ul className="changes">
        {changes.in_words.map((change) => (
          <li key={`${change.kind} ${change.key} ${change.how}`}>
            <Tag tone={SIGNS[change.how].tone}>{SIGNS[change.how].sign}</Tag> <span>{change[locale]}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Files({ files }: { files: readonly FileChange[] }) {
  const t = useTexts(definitionsTexts)
  return (
    <>
      {files.map((file) => (
        <details key={file.path}>
          <summary>
            <code>{file.path}</code> <Tag tone={SIGNS[file.change].tone}>{t.how[file.change]}</Tag>
          </summary>
          <table className="lines">
            <tbody>
              {file.lines.map((line) => (
                <tr key={`${line.old ?? ''} ${line.new ?? ''}`} className={`line-${line.kind}`}>
                  <td>{line.old}</td>
                  <td>{line.new}</td>
                  <td>{{ same: '', added: '+', removed: '−' }[line.kind]}</td>
                  <td>{line.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {file.left_out > 0 ? <p className="quiet">{t.leftOut(file.left_out)}</p> : null}
        </details>
      ))}
    </>
  )
}
