import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { is, type FileKind, type VersionState } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import type { DefinitionVersion } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { DiagramView } from '@/bpmn/index.ts'
import { useDefinitions } from '@/dictionary/dictionary.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Tag, type Tone } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { Decisions } from './Decisions.tsx'
import { Review } from './Review.tsx'
import { definitionsTexts } from './texts.ts'
import './definitions.css'

const TONES: Record<VersionState, Tone> = { in_review: 'warn', deployed: 'plain', rejected: 'bad', withdrawn: 'plain' }

export function DefinitionPage() {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  const { procedureId = '' } = useParams()
  const definition = useDefinitions().data?.items.find((each) => each.procedure_id === procedureId)
  const versions = useQuery({
    queryKey: keys.definitions.versions(procedureId),
    queryFn: () => answer(api.GET('/api/v1/definitions/{procedure_id}/versions', { params: { path: { procedure_id: procedureId } } })),
  })
  return (
    <Page wide title={name(definition, procedureId)} above={<Link to="/definitions">{t.title}</Link>} note={definition?.clauses.join(' · ')}>
      <Loaded query={versions}>{({ items }) => <Versions versions={items} />}</Loaded>
    </Page>
  )
}

function Versions({ versions }: { versions: readonly DefinitionVersion[] }) {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  const [parameters, setParameters] = useSearchParams()
  const chosen = Number(parameters.get('version'))
  const shown = versions.find(({ number, active }) => (chosen ? number === chosen : active)) ?? versions[0]
  return (
    <div className="version-columns">
      <Panel title={t.versions} flush>
        <ul className="versions">
          {versions.map((version) => (
            <li key={version.version_id}>
              <button type="button" aria-pressed={version === shown} onClick={() => setParameters({ version: String(version.number) }, { replace: true })}>
                <span className="row">
                  <strong>
                    {t.version} {version.number}
                  </strong>
                  {version.active ? <Tag tone="good">{t.active}</Tag> : null}
                  {is<VersionState>(version.state, 'deployed') ? null : <Tag tone={TONES[version.state]}>{t.states[version.state]}</Tag>}
                </span>
                <span className="quiet">
                  <Time at={version.deployed_at ?? version.submitted_at} /> {name(version.submitted_by ?? version.deployed_by, '')}
                </span>
                {version.note ? <span>{version.note}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className="stack">{shown ? <Version key={shown.version_id} version={shown} /> : null}</div>
    </div>
  )
}

function fileUrl(version: DefinitionVersion, path: string): string {
  return `/api/v1/definitions/${version.procedure_id}/versions/${version.number}/files/${path}`
}

function Version({ version }: { version: DefinitionVersion }) {
  const t = useTexts(definitionsTexts)
  const diagram = version.files.find(({ kind }) => is<FileKind>(kind, 'diagram'))
  const xml = useQuery({
    queryKey: keys.definitions.diagram(version.version_id),
    enabled: Boolean(diagram),
    staleTime: Infinity, // a version never changes
    queryFn: () =>
      answer(
        api.GET('/api/v1/definitions/{procedure_id}/versions/{number}/files/{path}', {
          params: { path: { procedure_id: version.procedure_id, number: version.number, path: diagram?.path ?? '' } },
          parseAs: 'text',
        }),
      ),
  })
  return (
    <>
      <Review version={version} />
      <Panel title={t.diagram} flush>
        <Loaded query={xml}>
          {(text) => (
            <Suspense fallback={<Skeleton active />}>
              <DiagramView xml={text} height={540} />
            </Suspense>
          )}
        </Loaded>
      </Panel>
      <Decisions version={version} />
      <Panel title={t.files} extra={<span className="quiet mono">{version.checksum.slice(0, 16)}…</span>} flush>
        <DataTable
          caption={t.files}
          rows={version.files}
          keyOf={(file) => file.path}
          columns={[
            {
              id: 'file',
              name: t.file,
              cell: (file) => (
                <a href={fileUrl(version, file.path)} download>
                  {file.path}
                </a>
              ),
            },
            { id: 'kind', name: '', cell: (file) => t.kinds[file.kind] ?? file.kind },
            { id: 'size', name: t.size, align: 'right', cell: (file) => <span className="numbers">{(file.bytes / 1024).toFixed(1)} KB</span> },
            { id: 'checksum', name: t.checksum, cell: (file) => <code title={file.checksum}>{file.checksum.slice(0, 12)}</code> },
          ]}
        />
      </Panel>
    </>
  )
}
