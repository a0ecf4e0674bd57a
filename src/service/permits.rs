//! The own organisation's permits, for its responsible users.

use super::local_time::local_date;
use super::{RequestContext, Service};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::permit::DataPermit;
use crate::session::PermitView;

const UNTIL_FURTHER_NOTICE: StaticText = StaticText::new(
    "toistaiseksi voimassa",
    "gäller tills vidare",
    "in force until further notice",
);
const FROM: StaticText = StaticText::new("alkaen", "från", "from");
const VERSION: StaticText = StaticText::new("versio", "version", "version");

impl Service {
    /// The permits of the own organisation with their data content.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for others than responsible users.
    pub async fn list_permits(&self, request: &RequestContext) -> Result<Vec<PermitView>, Problem> {
        let (_, user) = self.signed_in(request)?;
        if !user.is_responsible_user {
            return Err(Problem::NotFound);
        }
        let directory = self.directory.get();
        let mut permits: Vec<_> = directory
            .permits()
            .filter(|permit| permit.organisation == user.organisation)
            .collect();
        permits.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(permits
            .into_iter()
            .map(|permit| view(permit, request.language))
            .collect())
    }
}

/// When a permit is in force, in words.
pub(super) fn validity_of(permit: &DataPermit, language: Language) -> String {
    let from = local_date(permit.valid_from, language);
    let last = permit
        .valid_until
        .into_iter()
        .chain(permit.ended_from.and_then(|end| end.pred_opt()))
        .min();
    match last {
        Some(last) => format!("{from}–{}", local_date(last, language)),
        None if language == Language::Fi => {
            format!(
                "{from} {}, {}",
                FROM.get(language),
                UNTIL_FURTHER_NOTICE.get(language)
            )
        }
        None => format!(
            "{} {from}, {}",
            FROM.get(language),
            UNTIL_FURTHER_NOTICE.get(language)
        ),
    }
}

fn view(permit: &DataPermit, language: Language) -> PermitView {
    PermitView {
        number: format!("{}, {} {}", permit.number, VERSION.get(language), permit.version),
        name: permit.name.get(language).to_owned(),
        validity: validity_of(permit, language),
        purposes: permit
            .purposes
            .iter()
            .map(|purpose| purpose.name.get(language).to_owned())
            .collect(),
        roles: permit
            .roles
            .iter()
            .map(|role| {
                let of_persons = role.groups.iter().map(|group| group.name(language));
                let groups = of_persons
                    .chain(role.places.names(language))
                    .map(str::to_owned)
                    .collect();
                (role.name.get(language).to_owned(), groups)
            })
            .collect(),
    }
}
