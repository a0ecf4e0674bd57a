//! Of the demonstration: the bulletins of the front page.

use chrono::{Days, NaiveDate};
use luotain::environment::Environment;
use luotain::language::Text;
use luotain::store::Bulletin;

use super::key;

pub(super) fn bulletins(day: NaiveDate) -> anyhow::Result<Vec<Bulletin>> {
    let before = |days| day.checked_sub_days(Days::new(days)).unwrap_or(day);
    Ok(vec![
        Bulletin {
            id: key("tervetuloa")?,
            title: Text::new(
                "Luotain on otettu käyttöön",
                "Luotain har tagits i bruk",
                "Luotain is in use",
            ),
            text: Text::new(
                "Voit hakea yksittäisiä, ajantasaisia tietoja väestötietojärjestelmästä niissä kyselyrooleissa, jotka organisaatiosi vastuukäyttäjä on sinulle antanut.\nHarjoittele ensin koulutusympäristössä. Sen valitset vasemman valikon alareunasta.",
                "Du kan söka enskilda, aktuella uppgifter i befolkningsdatasystemet i de förfrågningsroller som din organisations ansvariga användare har gett dig.\nÖva först i utbildningsmiljön. Du väljer den längst ner i menyn till vänster.",
                "You can look up single, current data of the Population Information System in the query roles that your organisation's responsible user has given you.\nPractise first in the training environment. Choose it at the bottom of the menu on the left.",
            ),
            from: before(6),
            until: None,
            is_disruption: false,
            is_pinned: true,
            environment: None,
        },
        Bulletin {
            id: key("huoltokatko")?,
            title: Text::new(
                "Huoltokatko lauantaina",
                "Driftsavbrott på lördag",
                "Maintenance on Saturday",
            ),
            text: Text::new(
                "Palvelu ei ole käytettävissä lauantaina klo 6–8 ylläpitotöiden vuoksi.",
                "Tjänsten är inte tillgänglig på lördag kl. 6–8 på grund av underhåll.",
                "The service is not available on Saturday from 6 to 8 am because of maintenance.",
            ),
            from: before(1),
            until: day.checked_add_days(Days::new(7)),
            is_disruption: true,
            is_pinned: false,
            environment: Some(Environment::Production),
        },
    ])
}
