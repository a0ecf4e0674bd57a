//! Bulletins of the front page (S107).

use super::local_time::{local_date, local_day};
use super::{RequestContext, Service};
use crate::environment::Environment;
use crate::error::Problem;
use crate::session::BulletinView;

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
}
