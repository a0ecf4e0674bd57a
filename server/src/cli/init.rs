//! `luotain init`: a data folder to begin with: log keys, the authority's organisation and its
//! first user, who signs in with a code that is shown once.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use luotain::access::AuthorityRole;
use luotain::identifier::{BusinessId, PersonalIdentityCode};
use luotain::language::{Language, Text};
use luotain::log::{ChangeAct, Detail, Subject};
use luotain::management::{PersonName, WorkEmail, login_candidates};
use luotain::permit::{CustomerOrg, Key};
use luotain::service::{Clock, Entropy, hash_password};
use luotain::store::{Store, StoredPassword, UserRow, durable};
use uuid::Uuid;

use super::serve::fixed_for;
use super::tell::entry;
use crate::launch::Running;
use crate::system::{SystemClock, SystemEntropy};

/// How long the first code may be used.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// The letters of the code: none that are mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";

/// Make a data folder. The identity code of the first user is read from standard input, so
/// that it stands in no list of processes and no shell history.
#[derive(Debug, clap::Args)]
pub struct Init {
    #[command(flatten)]
    data: super::Data,
    /// The origin that browsers will see, such as `https://luotain.example`. Keys are bound to
    /// its host for good.
    #[arg(long, env = "LUOTAIN_ORIGIN")]
    origin: String,
    /// The authority's name in Finnish.
    #[arg(long)]
    name_fi: String,
    /// … in Swedish. Default: the Finnish one.
    #[arg(long)]
    name_sv: Option<String>,
    /// … in English. Default: the Finnish one.
    #[arg(long)]
    name_en: Option<String>,
    /// The authority's business id.
    #[arg(long)]
    business_id: String,
    /// The first user's first and last name.
    #[arg(long)]
    user_name: String,
    /// The first user's work e-mail.
    #[arg(long)]
    user_email: String,
}

impl Init {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let fixed = fixed_for(&self.origin)?;
        let business_id = BusinessId::parse(&self.business_id)
            .with_context(|| format!("--business-id {}", self.business_id))?;
        let email = WorkEmail::parse(&self.user_email).context("--user-email")?;
        let name = PersonName::parse(&self.user_name)
            .context("--user-name is to be first and last name, in letters")?;
        let path = self.data.data.clone();
        if path.join("luotain.json").exists() {
            bail!(
                "{} was made already: `luotain serve` starts on it; another start needs another folder",
                path.display()
            );
        }
        let code = read_code()?;
        let folder = self.data.open()?;
        begin_making(&folder.path().join("store"), &folder.path().join("making"))?;
        let store = folder.open_store().await?;
        let (user, password) = self.first_user(code, &name, &email, business_id, &store).await?;

        // Makes the logs' keys and puts each log's first checkpoint into the second place.
        let settings = super::serve::service_settings(&self.origin, &fixed, false);
        Running::start(&folder, store, &fixed, &self.data.copies(), settings)
            .await?
            .stop()
            .await;
        // Last: from here on the folder counts as made.
        folder.fix(&fixed)?;
        std::fs::remove_file(folder.path().join("making")).context("end the making")?;
        println!("The data folder {} is ready.\n", path.display());
        println!(
            "Keep a copy of {} in a safe: without these keys no log can go on.\n",
            path.join("keys").display()
        );
        println!("First user, an administrator of the authority:\n");
        println!("  username       {user}");
        println!("  one-time code  {password}\n");
        println!(
            "The code is shown this once and is good for 24 hours. Start `luotain serve`, open {}/sign-in, sign in with both, \
             choose a password and link a key. Should the time run out: remove the folder and begin again.",
            self.origin
        );
        Ok(ExitCode::SUCCESS)
    }

    /// Writes the authority and its first user; the username and the code.
    async fn first_user(
        &self,
        code: PersonalIdentityCode,
        name: &PersonName,
        email: &WorkEmail,
        business_id: BusinessId,
        store: &Store,
    ) -> anyhow::Result<(String, String)> {
        let authority = CustomerOrg {
            id: Key::parse("viranomainen")?,
            name: Text::new(
                &self.name_fi,
                self.name_sv.as_deref().unwrap_or(&self.name_fi),
                self.name_en.as_deref().unwrap_or(&self.name_fi),
            ),
            business_id,
            is_authority: true,
            care: luotain::permit::OrganisationCare::default(),
        };
        let told = entry(
            ChangeAct::OrganisationCreated,
            Subject::Organisation(authority.id.as_str().to_owned()),
            Some(&authority.id),
            vec![Detail::after("name", authority.name.fi.as_str())],
            None,
        )?;
        store.update_organisation(&authority, &[told]).await?;
        let mut bytes = [0; 32];
        SystemEntropy.fill(&mut bytes)?;
        let (handle, random) = bytes.split_at(16);
        let password: String = random
            .iter()
            .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
            .collect();
        let login = login_candidates(&authority.id, name.as_str())
            .next()
            .context("a username from the name")?;
        let user = UserRow {
            id: Key::parse(&login.replace('.', "-"))?,
            login: login.clone(),
            code,
            name: name.as_str().to_owned(),
            organisation: authority.id,
            handle: Uuid::from_slice(handle)?,
            language: Language::Fi,
            rights: Vec::new(),
            is_responsible_user: true,
            ended_at: None,
            is_rights_granter: false,
            authority_roles: AuthorityRole::ALL.into(),
            email: email.as_str().to_owned(),
            revision: 0,
            enrolment: None,
            locked: None,
        };
        let password_row = StoredPassword {
            hash: hash_password(password.as_bytes(), &SystemEntropy).context("hash the code")?,
            temporary_until: Some(SystemClock.now() + LIFE),
        };
        store.create_user(&user, &password_row).await?;
        let events = crate::demo::first_events(&user, SystemClock.now(), &SystemEntropy)?;
        store.create_right_events(&events).await?;
        let told = entry(
            ChangeAct::PersonAdded,
            Subject::Username(user.id.as_str().to_owned()),
            Some(&user.organisation),
            vec![Detail::after("responsible-user", "yes")],
            None,
        )?;
        store.create_changes(&[told]).await?;
        Ok((login, password))
    }
}

/// The first user's identity code from standard input.
fn read_code() -> anyhow::Result<PersonalIdentityCode> {
    let input = std::io::stdin();
    if input.is_terminal() {
        print!("Personal identity code of the first user: ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    // The problem names the fault without the value.
    PersonalIdentityCode::parse(line.trim()).map_err(|problem| {
        anyhow::anyhow!("the personal identity code on standard input cannot be used: {problem}")
    })
}

/// Says in the folder that it is being made; what an interrupted making left is removed, for
/// nobody has worked with it.
fn begin_making(store: &Path, making: &Path) -> anyhow::Result<()> {
    if store.exists() {
        if !making.exists() {
            bail!(
                "{} holds a store that `luotain init` did not make: give an empty folder",
                store.display()
            );
        }
        std::fs::remove_dir_all(store).context("remove the half-made store")?;
    }
    durable::replace(making, b"", 0o600).context("begin the data folder")
}
