//! A database knows which master key sealed it.

use super::super::{KeyFit, key_fit, own_key};
use crate::both;
use crate::secrets::MasterKey;

both! {
    async fn a_database_knows_its_key(world: World) {
        let other = MasterKey::from_base64("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8").unwrap();
        let fit = async |key: Option<&MasterKey>| {
            let mut reader = world.db.read().await.unwrap();
            key_fit(&mut reader, key).await.unwrap()
        };
        assert_eq!(fit(Some(&other)).await, KeyFit::New);
        own_key(&world.db, &world.master).await.unwrap();
        own_key(&world.db, &other).await.unwrap();
        assert_eq!(fit(Some(&world.master)).await, KeyFit::Fits, "the first one stays");
        assert_eq!(fit(Some(&other)).await, KeyFit::Other);
        assert_eq!(fit(None).await, KeyFit::Other, "a key that is lost must not be made anew");
    }
}
