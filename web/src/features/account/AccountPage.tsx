import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { answer, api } from '@/api/client.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { Tokens } from '@/tokens/Tokens.tsx'
import { PasswordForm } from '@/session/PasswordForm.tsx'
import { useSignedIn } from '@/session/useSession.ts'
import { LanguageSwitch } from '@/ui/LanguageSwitch.tsx'
import { Facts } from '@/ui/Facts.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { accountTexts } from './texts.ts'

export function AccountPage() {
  const t = useTexts(accountTexts)
  const { user } = useSignedIn()
  return (
    <Page title={t.title}>
      <Panel title={t.me}>
        <AboutMe />
      </Panel>
      <Panel title={t.password}>
        <div className="stack">
          <OwnPassword />
          <OtherSessions />
        </div>
      </Panel>
      <Panel title={t.tokens}>
        <Tokens holder={user.id} note={t.tokensNote} />
      </Panel>
    </Page>
  )
}

function AboutMe() {
  const t = useTexts(accountTexts)
  const name = useNames()
  const { timeZone } = useLanguage()
  const { user, roles } = useSignedIn()
  const held = new Map(roles.map(({ role }) => [role.id, name(role)]))
  return (
    <Facts
      facts={[
        { key: 'username', name: t.username, value: <span className="mono">{user.username}</span> },
        { key: 'name', name: t.name, value: name({ name_zh: user.display_name_zh, name_en: user.display_name_en }) },
        ...(user.email ? [{ key: 'email', name: t.email, value: user.email }] : []),
        ...(user.customer ? [{ key: 'customer', name: t.customer, value: name(user.customer) }] : []),
        { key: 'zone', name: t.timeZone, value: timeZone },
        { key: 'language', name: t.language, value: <LanguageSwitch /> },
        {
          key: 'roles',
          name: t.roles,
          value:
            held.size === 0 ? (
              t.noRoles
            ) : (
              <span className="row">
                {[...held].map(([id, role]) => (
                  <Tag key={id}>{role}</Tag>
                ))}
              </span>
            ),
        },
      ]}
    />
  )
}

function OwnPassword() {
  const t = useTexts(accountTexts)
  const message = useMessage()
  const [changes, setChanges] = useState(0) // a fresh, empty form after each change
  return (
    <div style={{ maxWidth: 400 }}>
      <PasswordForm
        key={changes}
        onChanged={() => {
          setChanges((count) => count + 1)
          void message.success(t.changed)
        }}
      />
    </div>
  )
}

/** A device that was lost or left behind. */
function OtherSessions() {
  const t = useTexts(accountTexts)
  const message = useMessage()
  const end = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/session', { params: { query: { everywhere: true } } })),
    onSuccess: () => void message.success(t.signedOutOthers),
  })
  return (
    <div>
      <Button loading={end.isPending} onClick={() => end.mutate()}>
        {t.signOutOthers}
      </Button>
      {end.isError ? <ProblemNotice error={end.error} /> : null}
    </div>
  )
}
