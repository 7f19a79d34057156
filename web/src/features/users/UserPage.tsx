import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { Link, useParams } from 'react-router'
import { answer, api, ifMatch } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { UserDetail } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { Tokens } from '@/tokens/Tokens.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { AccessPanel } from './AccessPanel.tsx'
import { asPerson, PersonFields, type PersonEntries } from './PersonFields.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { usersTexts } from './texts.ts'
import './users.css'

export function UserPage() {
  const { userId = '' } = useParams()
  const user = useQuery({
    queryKey: keys.users.one(userId),
    queryFn: () => answer(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: userId } } })),
    refetchOnWindowFocus: false, // somebody may be typing
  })
  return <Loaded query={user}>{(detail) => <User user={detail} />}</Loaded>
}

function User({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const name = useNames()
  return (
    <Page
      wide
      title={name({ name_zh: user.display_name_zh, name_en: user.display_name_en })}
      above={<Link to="/users">{t.title}</Link>}
      note={
        <span className="row">
          <span className="mono">{user.username}</span>
          <Tag tone={user.active ? 'good' : 'plain'}>{user.active ? t.active : t.inactive}</Tag>
          {user.technical ? <Tag>{t.technical}</Tag> : null}
          {user.must_change_password ? <Tag tone="warn">{t.oneTime}</Tag> : null}
        </span>
      }
    >
      <div className="user-columns">
        <div className="stack">
          <Panel title={t.person}>
            <Person key={user.version} user={user} />
          </Panel>
          {user.technical ? (
            <Panel title={t.tokens}>
              <Tokens holder={user.id} note={t.tokensNote} />
            </Panel>
          ) : null}
        </div>
        <div className="stack">
          <RolesPanel user={user} />
          <AccessPanel user={user} />
        </div>
      </div>
    </Page>
  )
}

function Person({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const client = useQueryClient()
  const message = useMessage()
  const save = useMutation({
    mutationFn: (entries: PersonEntries) =>
      answer(api.PATCH('/api/v1/users/{user_id}', { params: { path: { user_id: user.id }, header: ifMatch(user.version) }, body: asPerson(entries) })),
    onSuccess: () => {
      void message.success(t.saved)
      return client.invalidateQueries({ queryKey: keys.users.all })
    },
  })
  return (
    <Form<PersonEntries> layout="vertical" initialValues={{ ...user, customer_id: user.customer?.id }} onFinish={(entries) => save.mutate(entries)}>
      <PersonFields />
      <div className="stack">
        {save.isError ? <ProblemNotice error={save.error} /> : null}
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      </div>
    </Form>
  )
}
