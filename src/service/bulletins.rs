//! Bulletins of the front page (S107), and what it tells of levers that stop something.

use super::local_time::{local_date, local_day, local_minute};
use super::{RequestContext, Service};
use crate::emergency::Lever;
use crate::environment::Environment;
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::session::BulletinView;

const READ_ONLY: StaticText = StaticText::new(
    "Muutoksia ei voi nyt tehdä",
    "Ändringar kan inte göras nu",
    "No changes can be made for now",
);
const QUERIES: StaticText = StaticText::new(
    "Kyselyt on suljettu",
    "Förfrågningarna är stängda",
    "Queries are closed",
);

impl Service {
    /// The bulletins in force for an environment: pinned ones first, then the newest.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn list_bulletins(
        &self,
        request: &RequestContext,
        environment: Environment,
    ) -> Result<Vec<BulletinView>, Problem> {
        self.signed_in(request)?;
        let day = local_day(self.clock.now());
        let mut bulletins = self.store.list_bulletins().await?;
        bulletins.retain(|bulletin| {
            bulletin.from <= day
                && bulletin.until.is_none_or(|last| day <= last)
                && bulletin
                    .environment
                    .is_none_or(|concerned| concerned == environment)
        });
        bulletins.sort_by(|a, b| (b.is_pinned, b.from, &b.id).cmp(&(a.is_pinned, a.from, &a.id)));
        let mut views = self.lever_bulletins(request.language);
        views.extend(bulletins.into_iter().map(|bulletin| BulletinView {
            title: bulletin.title.get(request.language).to_owned(),
            text: bulletin.text.get(request.language).to_owned(),
            published: local_date(bulletin.from, request.language),
            is_disruption: bulletin.is_disruption,
        }));
        Ok(views)
    }

    /// What the front page tells of levers that stop something.
    fn lever_bulletins(&self, language: Language) -> Vec<BulletinView> {
        let directory = self.directory.get();
        [(Lever::Queries, QUERIES), (Lever::ReadOnly, READ_ONLY)]
            .into_iter()
            .filter_map(|(lever, title)| {
                let pulled = directory.lever(&lever)?;
                Some(BulletinView {
                    title: title.get(language).to_owned(),
                    text: pulled.notice.get(language).to_owned(),
                    published: local_minute(pulled.since, language),
                    is_disruption: true,
                })
            })
            .collect()
    }
}
