mod damage;
mod fixture;
mod kinds;
mod made;
mod refused;
