import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { keys } from '@/api/keys.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { FormFiller } from '@/forms/FormFiller.tsx'
import { startCase, startSubject, useStartableProcedure, useStartForm } from '@/forms/startable.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { shortHash } from '@/ui/values.ts'
import { useMessage } from '@/ui/feedback.ts'
import { catalogueTexts } from './texts.ts'

export function StartPage() {
  const t = useTexts(catalogueTexts)
  const name = useNames()
  const navigate = useNavigate()
  const client = useQueryClient()
  const message = useMessage()
  const { procedureId = '', formId } = useParams()
  const procedure = useStartableProcedure(procedureId, formId)
  const target = useMemo(() => ({ procedure_id: procedureId }), [procedureId])

  const send = async (values: Record<string, unknown>, key: string) => {
    const receipt = await startCase(procedureId, formId, values, key)
    const proof = receipt.receipts.at(-1)
    void message.success(`${t.started(receipt.number)}${proof ? ` · ${t.evidence} ${shortHash(proof.hash)}` : ''}`, 6)
    void client.invalidateQueries({ queryKey: keys.inbox.all })
    client.removeQueries({ queryKey: keys.startForm.of(procedureId) })
    const next = receipt.next_tasks[0]
    await navigate(next ? `/tasks/${next}` : `/cases/${receipt.instance_id}`)
  }
  return (
    <Loaded query={useStartForm(procedureId, formId)}>
      {({ form }) => (
        <Page title={name(procedure)} above={<Link to="/start">{t.title}</Link>}>
          <Panel title={t.form}>
            <FormFiller
              subject={startSubject(procedureId, formId)}
              form={form}
              target={target}
              submitLabel={t.start}
              send={send}
              reload={() => client.invalidateQueries({ queryKey: keys.startForm.of(procedureId) })}
            />
          </Panel>
        </Page>
      )}
    </Loaded>
  )
}
